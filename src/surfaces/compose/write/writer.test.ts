import { describe, expect, it } from 'vitest';
import { asService, readCompose, service } from '../../../../test/support/compose.ts';
import type { Change } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { writer } from './writer.ts';

const context = { env: {}, load: () => undefined };

/** The file with one change, or why not, after "! ". */
function write(text: string, change: Change, name = 'web', world: Parameters<typeof readCompose>[1] = {}): string {
  const container = service(readCompose(text, world), name);
  const { edits, refused } = writer.write(container, [change], context);
  if (refused[0] !== undefined) return `! ${refused[0].because}`;
  const [first] = edits;
  return first === undefined ? '! nothing' : applyEdits(first.source, edits);
}

/** The body of the service, before and after. */
const rows: readonly (readonly [title: string, before: string, change: Change, after: string])[] = [
  ['a key', 'restart: always', { set: 'root.readonly', to: true }, 'restart: always\nread_only: true'],
  ['a value', 'read_only: false # why', { set: 'root.readonly', to: true }, 'read_only: true # why'],
  ['a value in quotes', "user: 'root'", { set: 'process.user', to: '10001:10001' }, "user: '10001:10001'"],
  [
    'a variable',
    'read_only: ${RO:-false}',
    { set: 'root.readonly', to: true },
    '! its value comes from the variable RO: change it where that is set',
  ],
  ['an entry', 'security_opt:\n- a', { set: 'process.noNewPrivileges', to: true }, 'security_opt:\n- a\n- no-new-privileges:true'],
  [
    'an entry between brackets',
    'cap_drop: [NET_RAW, CHOWN]',
    { set: 'process.capabilities.drop', to: ['ALL'] },
    'cap_drop: [NET_RAW, CHOWN, ALL]',
  ],
  ['entries', 'cap_drop: []', { set: 'process.capabilities.drop', to: ['CAP_CHOWN', 'CAP_KILL'] }, 'cap_drop:\n  - CHOWN\n  - KILL'],
  [
    'a wrong value of an entry',
    'security_opt: ["no-new-privileges:false"]',
    { set: 'process.noNewPrivileges', to: true },
    'security_opt: ["no-new-privileges:true"]',
  ],
  ['no privileged', 'privileged: true # oh\nrestart: always', { set: 'privileged', to: false }, '# oh\nrestart: always'],
  [
    'all labels',
    'security_opt:\n  - label:type:spc_t\n  - label:level:s0\n  - seccomp=x',
    { set: 'process.selinux', to: { disabled: false } },
    'security_opt:\n  - seccomp=x',
  ],
  [
    'two capabilities of three',
    'cap_add: [SYS_ADMIN, CHOWN, SYS_MODULE]',
    { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN', 'CAP_SYS_MODULE'] },
    'cap_add: [CHOWN]',
  ],
  [
    'the last capability',
    'cap_add:\n  - SYS_ADMIN\nrestart: always',
    { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] },
    'restart: always',
  ],
  ['ro behind other options', 'volumes: ["./a:/a:z"]', { set: 'mounts.readonly', to: { destination: '/a' } }, 'volumes: ["./a:/a:ro,z"]'],
  [
    'ro instead of rw',
    'volumes:\n  - ${DIR:-./a}:/a:rw',
    { set: 'mounts.readonly', to: { destination: '/a' } },
    'volumes:\n  - ${DIR:-./a}:/a:ro',
  ],
  [
    'a long volume',
    'volumes:\n  - type: bind\n    source: ./a\n    target: /a\n    bind: {propagation: rshared}',
    { set: 'mounts.propagation', to: { destination: '/a', propagation: 'rslave' } },
    'volumes:\n  - type: bind\n    source: ./a\n    target: /a\n    bind: {propagation: rslave}',
  ],
  [
    'a lone tmpfs',
    'tmpfs: /tmp',
    { set: 'mounts.options', to: { destination: '/tmp', options: [], size: 2 ** 26 } },
    'tmpfs: /tmp:size=64m # bulkhead: a guess; measure, then set',
  ],
  [
    'a list of tmpfs',
    'restart: always',
    { set: 'mounts.writable', to: [{ destination: '/run', size: 2 ** 24, owner: '5:6' }, { destination: '/t' }] },
    'restart: always\ntmpfs:\n  - "/run:noexec,nosuid,nodev,size=16m,uid=5,gid=6" # bulkhead: a guess; measure, then set\n  - "/t:noexec,nosuid,nodev"',
  ],
  [
    'one more tmpfs',
    'tmpfs:\n  - /a # why',
    { set: 'mounts.writable', to: [{ destination: '/t', size: 2 ** 26 }] },
    'tmpfs:\n  - /a # why\n  - "/t:noexec,nosuid,nodev,size=64m" # bulkhead: a guess; measure, then set',
  ],
  [
    'one more beside a lone tmpfs',
    'tmpfs: /a # why',
    { set: 'mounts.writable', to: [{ destination: '/t', size: 2 ** 26 }] },
    'tmpfs: ["/a", "/t:noexec,nosuid,nodev,size=64m"] # why',
  ],
  [
    'a lone tmpfs of a variable',
    'tmpfs: ${T}',
    { set: 'mounts.writable', to: [{ destination: '/t' }] },
    '! its value comes from the variable T: change it where that is set',
  ],
  [
    'no tmpfs for what lasts',
    'restart: always',
    { set: 'mounts.writable', to: [{ destination: '/d', keeps: 'its database' }] },
    '! the image keeps its database in /d: mount a volume there first',
  ],
  [
    'a parameter',
    'restart: always',
    { set: 'linux.sysctl.set', to: { name: 'net.a', value: '0' } },
    'restart: always\nsysctls:\n  net.a: 0',
  ],
  [
    'a parameter in a list',
    'sysctls: ["net.b=1"]',
    { set: 'linux.sysctl.set', to: { name: 'net.a', value: '0' } },
    'sysctls: ["net.b=1", "net.a=0"]',
  ],
  [
    'a parameter of the host',
    'network_mode: host',
    { set: 'linux.sysctl.set', to: { name: 'net.a', value: '0' } },
    "! its program listens on a port below 1024, which an ordinary user may not open in this network (it is the host's): let it listen on a higher one first",
  ],
  [
    'a port that is a number',
    'ports:\n  - 6379',
    { set: 'ports.hostIp', to: { container: '6379', ip: '127.0.0.1' } },
    'ports:\n  - "127.0.0.1::6379"',
  ],
  [
    'a port of a variable',
    'ports:\n  - "${P:-8080}:80/udp"',
    { set: 'ports.hostIp', to: { container: '80', host: '8080', ip: '127.0.0.1' } },
    'ports:\n  - "127.0.0.1:${P:-8080}:80/udp"',
  ],
  [
    'another address',
    'ports:\n  - "0.0.0.0:80:80"',
    { set: 'ports.hostIp', to: { container: '80', host: '80', ip: '127.0.0.1' } },
    'ports:\n  - "127.0.0.1:80:80"',
  ],
  [
    'a limit beside others',
    'deploy: {resources: {limits: {cpus: "1"}}}',
    { set: 'linux.resources.memory.limit', to: 2 ** 29 },
    'deploy: {resources: {limits: {cpus: "1", memory: 512m}}}',
  ],
  [
    'a limit of processes beside others, since Compose 2 refuses pids_limit there',
    'deploy: {resources: {limits: {cpus: "1"}}}',
    { set: 'linux.resources.pids.limit', to: 200 },
    'deploy: {resources: {limits: {cpus: "1", pids: 200}}}',
  ],
  [
    'a limit that stands twice',
    'pids_limit: -1\ndeploy: {resources: {limits: {pids: -1}}}',
    { set: 'linux.resources.pids.limit', to: 200 },
    'pids_limit: 200 # bulkhead: a guess; measure, then set\ndeploy: {resources: {limits: {pids: 200}}}',
  ],
  [
    'a limit where only reservations are written',
    'deploy: {resources: {reservations: {memory: 1g}}}',
    { set: 'linux.resources.pids.limit', to: 200 },
    'deploy: {resources: {reservations: {memory: 1g}}}\npids_limit: 200 # bulkhead: a guess; measure, then set',
  ],
  [
    'one side of a ulimit',
    'ulimits:\n  nofile: {soft: 1024, hard: -1}',
    { set: 'process.rlimits', to: { type: 'nofile', soft: 1024, hard: 65536 } },
    'ulimits:\n  nofile: {soft: 1024, hard: 65536}',
  ],
  [
    'a secret that the image is not known to read from a file',
    'environment:\n  TOKEN: hunter2hunter2\n  A: b',
    { set: 'process.env.secret', to: { name: 'TOKEN' } },
    'environment:\n  TOKEN: ${TOKEN:?}\n  A: b',
  ],
  [
    'the same in a list',
    'environment:\n  - TOKEN=hunter2hunter2',
    { set: 'process.env.secret', to: { name: 'TOKEN' } },
    'environment:\n  - TOKEN',
  ],
  [
    'a fallback',
    'environment:\n  TOKEN: ${TOKEN:-abc}',
    { set: 'process.env.secret', to: { name: 'TOKEN' } },
    'environment:\n  TOKEN: ${TOKEN:?}',
  ],
];

describe('one service', () => {
  it.each(rows)('%s', (_, before, change, after) => {
    expect(write(asService(before), change)).toBe(after.startsWith('! ') ? after : asService(after));
  });
});

const shared =
  'x-base: &base\n  security_opt: [seccomp=unconfined]\n  privileged: true\nservices:\n  web:\n    <<: *base\n    image: a\n  db:\n    <<: *base\n    image: b\n';

describe('what several services share', () => {
  it('is overridden where a key of their own can do that', () => {
    expect(write(shared, { set: 'privileged', to: false })).toBe(shared.replace('    image: a\n', '    image: a\n    privileged: false\n'));
  });

  it('is changed at the anchor, with a note, where only that helps', () => {
    const container = service(readCompose(shared), 'web');
    const { edits, notes } = writer.write(container, [{ set: 'linux.seccomp', to: { profile: 'default' } }], context);
    expect(applyEdits(container.origin.source, edits)).toBe(shared.replace('  security_opt: [seccomp=unconfined]\n', ''));
    expect(notes).toEqual(['This changes every place that uses *base.']);
  });

  it('is copied, so that the others keep theirs, where it is a list with one more entry', () => {
    const added = '    image: a\n    security_opt:\n      - seccomp=unconfined\n      - no-new-privileges:true\n';
    expect(write(shared, { set: 'process.noNewPrivileges', to: true })).toBe(shared.replace('    image: a\n', added));
  });

  it('is changed in the file that is extended', () => {
    const base = 'services:\n  base:\n    image: a\n    cap_add: [SYS_ADMIN]\n';
    const text = 'services:\n  web:\n    extends: {file: base.yaml, service: base}\n';
    const container = service(readCompose(text, { files: { 'app/base.yaml': base } }), 'web');
    const { edits } = writer.write(container, [{ set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] }], context);
    expect(edits.map(({ source }) => source.path)).toEqual(['app/base.yaml']);
  });

  it('is a limit: a new one stands where the inherited ones do', () => {
    const limits = 'deploy: {resources: {limits: {memory: 1g}}}';
    const text = `services:\n  base:\n    image: a\n    ${limits}\n  web:\n    extends: {service: base}\n`;
    expect(write(text, { set: 'linux.resources.pids.limit', to: 200 })).toBe(
      `${text}    deploy:\n      resources:\n        limits:\n          pids: 200 # bulkhead: a guess; measure, then set\n`,
    );
    const merged = `x-b: &b\n  ${limits}\nservices:\n  web:\n    <<: *b\n    image: a\n`;
    expect(write(merged, { set: 'linux.resources.pids.limit', to: 200 })).toMatch(/^! deploy comes from an anchor by <</);
  });

  it('is left alone where the whole service is an alias', () => {
    const text = 'services:\n  db: &db\n    image: a\n  web: *db\n';
    expect(write(text, { set: 'root.readonly', to: true })).toMatch(/^! the service is an alias/);
  });
});

it('moves a secret into a file without ever copying it', () => {
  const text = 'services:\n  web:\n    image: a\n    environment:\n      - TOKEN=hunter2hunter2\nvolumes: {}\n';
  const after = write(text, { set: 'process.env.secret', to: { name: 'TOKEN', file: { variable: 'TOKEN_FILE' } } });
  expect(after).toBe(
    'services:\n  web:\n    image: a\n    environment:\n      - TOKEN_FILE=/run/secrets/token\n    secrets:\n      - token\nvolumes: {}\nsecrets:\n  token:\n    file: ./secrets/token\n',
  );
});

it('names no file where others that do not mount it share the variable by an anchor', () => {
  const text =
    'services:\n  web:\n    image: a\n    environment: &env\n      TOKEN: hunter2hunter2\n  b:\n    image: a\n    environment:\n      <<: *env\n';
  const after = write(text, { set: 'process.env.secret', to: { name: 'TOKEN' } });
  expect(after).toBe(text.replace('TOKEN: hunter2hunter2', 'TOKEN: ${TOKEN:?}'));
});

it.each([
  ['plain', '{ TOKEN: hunter2hunter2 }', '{ TOKEN_FILE: /run/secrets/token }'],
  ['in quotes', '{ "TOKEN": "hunter2hunter2" }', '{ "TOKEN_FILE": "/run/secrets/token" }'],
])('writes the variable of a secret file as its name was written: %s', (_, before, after) => {
  const text = `services:\n  web:\n    image: a\n    environment: ${before}\n`;
  const change: Change = { set: 'process.env.secret', to: { name: 'TOKEN', file: { variable: 'TOKEN_FILE' } } };
  expect(write(text, change)).toContain(`environment: ${after}\n`);
});
