import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fixed } from './support/fix.ts';

/** A file with much to mend. `behind`: what may stand behind a line, else a comment has a line of its own. */
const files: Readonly<Record<string, { readonly text: string; readonly behind: RegExp; readonly above?: RegExp }>> = {
  'compose.yaml': {
    behind: /[^|>]$/,
    text: `services:
  web:
    privileged: true
    image: "nginx:1.27"
    pid: host
    cap_add:
      - SYS_ADMIN
      - "NET_ADMIN"
    security_opt: [
      seccomp=unconfined,
      apparmor=unconfined
    ]
    read_only: false
    volumes:
      - type: bind
        source: /var/run/docker.sock
        target: /var/run/docker.sock
      - /etc:/host:rw
      - data:/data
    environment:
      PASSWORD: hunter2hunter2
    userns_mode: host
  db:
    image: postgres:16
    ipc: host
    devices:
      - /dev/mem
volumes:
  data:
`,
  },
  'pod.yaml': {
    behind: /[^|>]$/,
    text: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true
  hostPID: true
  containers:
    - name: web
      image: nginx:1.27
      securityContext:
        privileged: true
        capabilities:
          add:
            - SYS_ADMIN
            - "NET_ADMIN"
      volumeMounts:
        - name: sock
          mountPath: /var/run/docker.sock
        - mountPath: /data
          name: data
      ports:
        - containerPort: 80
          hostPort: 80
  volumes:
    - name: sock
      hostPath:
        path: /var/run/docker.sock
    - name: data
      emptyDir: {}
`,
  },
  'web.container': {
    behind: /^$/,
    text: `[Container]
Image=docker.io/library/nginx:1.27
AddCapability=SYS_ADMIN NET_ADMIN
Volume=/var/run/docker.sock:/var/run/docker.sock
Volume=/etc:/host
Network=host
PodmanArgs=--privileged
SeccompProfile=unconfined
AddDevice=/dev/mem
SecurityLabelDisable=true
[Install]
WantedBy=default.target
`,
  },
  'run.sh': {
    behind: /^(?:set|docker.*[^\\])$/,
    above: /^(?:set|docker|true)/,
    text: `set -e
docker run -d --privileged -v /var/run/docker.sock:/var/run/docker.sock nginx:1.27
docker run -d \\
  --cap-add SYS_ADMIN \\
  --pid host \\
  nginx:1.27
true
`,
  },
  Containerfile: {
    behind: /^$/,
    text: `FROM node:22
WORKDIR /app
COPY \\
  id_rsa \\
  /root/.ssh/id_rsa
RUN git fetch && \\
  npm ci /root/.ssh/id_rsa
USER root
CMD ["node", "app.js"]
`,
  },
};

it.each(Object.entries(files))(
  'every comment of a %s stays',
  async (path, { text, behind, above = /./ }) => {
    const lines = text.trimEnd().split('\n');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5), { minLength: lines.length, maxLength: lines.length }), fc.boolean(), async (dice, dos) => {
        let count = 0;
        const commented = lines.flatMap((line, at) => {
          const indent = /^ */.exec(line)?.[0] ?? '';
          const own = dice[at] === 1 && above.test(line) ? [`${indent}# comment ${count++}.`] : [];
          return [...own, dice[at] === 2 && behind.test(line) ? `${line} # comment ${count++}.` : line];
        });
        const before = `${commented.join(dos ? '\r\n' : '\n')}${dos ? '\r\n' : '\n'}`;
        const { texts, mended } = await fixed({ [path]: before });
        const after = texts.get(path) ?? '';
        expect(mended.length).toBeGreaterThan(0);
        for (let number = 0; number < count; number++) expect(after, `${before}\n=====\n${after}`).toContain(`# comment ${number}.`);
      }),
      { numRuns: 12 },
    );
  },
  120_000,
);
