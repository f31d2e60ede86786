import { table, unset } from '../../../test/support/compose-table.ts';

const published = { published: true };

table('ports', [
  ['ports: ["80"]', 'ports', [{ containerPort: '80', ...published }]],
  ['ports: [80]', 'ports', [{ containerPort: '80', ...published }]],
  ['ports: [22:22]', 'ports', [{ hostPort: '22', containerPort: '22', ...published }]],
  ['ports: ["8080:80"]', 'ports', [{ hostPort: '8080', containerPort: '80', ...published }]],
  ['ports: ["127.0.0.1:8080:80"]', 'ports', [{ hostIp: '127.0.0.1', hostPort: '8080', containerPort: '80', ...published }]],
  ['ports: ["127.0.0.1::80"]', 'ports', [{ hostIp: '127.0.0.1', containerPort: '80', ...published }]],
  ['ports: ["[::1]:8080:80"]', 'ports', [{ hostIp: '::1', hostPort: '8080', containerPort: '80', ...published }]],
  ['ports: ["::1:8080:80"]', 'ports', [{ hostIp: '::1', hostPort: '8080', containerPort: '80', ...published }]],
  ['ports: ["53:53/UDP"]', 'ports', [{ hostPort: '53', containerPort: '53', protocol: 'udp', ...published }]],
  ['ports: ["8000-8010:80"]', 'ports', [{ hostPort: '8000-8010', containerPort: '80', ...published }]],
  ['ports: ["3000-3005"]', 'ports', [{ containerPort: '3000-3005', ...published }]],
  ['ports: ["80:80", "80:80"]', 'ports', [{ hostPort: '80', containerPort: '80', ...published }]],
  ['ports: ["${PORT}:80"]', 'ports', [{ hostPort: '8080', containerPort: '80', ...published }]],
  ['ports: ["${NOPE:-81}:80"]', 'ports', [{ hostPort: '81', containerPort: '80', ...published }]],
  ['ports: ["${NOPE}:80"]', 'ports', [{ hostIp: unset, hostPort: unset, containerPort: '80', ...published }]],
  ['ports: ["127.0.0.1:${NOPE}:80"]', 'ports', [{ hostIp: '127.0.0.1', hostPort: unset, containerPort: '80', ...published }]],
  ['ports: ["${NOPE}:80:80"]', 'ports', [{ hostIp: unset, hostPort: '80', containerPort: '80', ...published }]],
  ['ports: ["${NOPE}"]', 'ports', [{ hostIp: unset, hostPort: unset, containerPort: unset, ...published }]],
  [
    'ports: [{target: 80, published: "8080", host_ip: 127.0.0.1, protocol: udp, mode: host}]',
    'ports',
    [{ containerPort: '80', hostPort: '8080', hostIp: '127.0.0.1', protocol: 'udp', ...published }],
  ],
  ['ports: [{target: 80}]', 'ports', [{ containerPort: '80', ...published }]],
  [
    'expose: ["3000", 8000-8001/tcp]',
    'ports',
    [
      { containerPort: '3000', published: false },
      { containerPort: '8000-8001', protocol: 'tcp', published: false },
    ],
  ],
]);
