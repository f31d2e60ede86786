// Where each control judges and on what evidence, found by running it: on a bare container of every surface, and on its own examples.

const bare = {
  containerfile: ['Containerfile', 'FROM registry.example.com/web:1.0\n'],
  compose: ['compose.yaml', 'services:\n  web:\n    image: registry.example.com/web:1.0\n'],
  kubernetes: [
    'pod.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: registry.example.com/web:1.0}]}\n',
  ],
  'run-command': ['command line', 'docker run registry.example.com/web:1.0'],
  quadlet: ['web.container', '[Container]\nImage=registry.example.com/web:1.0\n'],
  'oci-bundle': ['config.json', '{"ociVersion":"1.2.0","process":{"cwd":"/","args":["/web"]},"root":{"path":"rootfs"},"linux":{}}'],
};

/** The same with everything on it that a control may look at: mounts, ports, secrets, a user. */
const laden = {
  containerfile: ['Containerfile', 'FROM registry.example.com/web:1.0\nENV A=b\nCOPY a /a\nUSER 1000:0\nCMD ["/a"]\n'],
  compose: [
    'compose.yaml',
    `services:
  web:
    image: registry.example.com/web:1.0
    user: "1000:0"
    command: ["/web", "--x"]
    environment: {A: b}
    ports: ["80:80"]
    volumes: ["./a.conf:/etc/a.conf", "v:/v"]
    tmpfs: [/t]
    secrets: [{source: s, mode: 0400}]
volumes: {v: {}}
secrets: {s: {environment: S}}
`,
  ],
  kubernetes: [
    'pod.yaml',
    `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  securityContext: {runAsUser: 1000, runAsGroup: 0}
  containers:
    - name: web
      image: registry.example.com/web:1.0
      command: ["/web", "--x"]
      env: [{name: A, value: b}]
      ports: [{containerPort: 80, hostPort: 80}]
      volumeMounts: [{name: t, mountPath: /t}, {name: s, mountPath: /s}, {name: h, mountPath: /etc/a.conf}]
  volumes: [{name: t, emptyDir: {medium: Memory}}, {name: s, secret: {secretName: s}}, {name: h, hostPath: {path: /srv/a.conf}}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
`,
  ],
  'run-command': [
    'command line',
    'docker run -u 1000:0 -e A=b -p 80:80 -v /srv/a.conf:/etc/a.conf --tmpfs /t -v /srv/secret.key:/k registry.example.com/web:1.0 --x',
  ],
  quadlet: [
    'web.container',
    `[Container]
Image=registry.example.com/web:1.0
User=1000
Group=0
Exec=/web --x
Environment=A=b
PublishPort=80:80
Volume=/srv/a.conf:/etc/a.conf
Tmpfs=/t
Secret=s,mode=0444
`,
  ],
};

const paths = { 'run-command': 'command line', quadlet: 'web.container', 'oci-bundle': 'config.json', containerfile: 'Containerfile' };
const files = { load: () => undefined, list: () => [], env: {} };

/** control id → { surfaces, evidence }, each a set of words. */
export async function coverage(known, readmeOf) {
  const found = new Map(known.controls.map(({ id }) => [id, { surfaces: new Set(), evidence: new Set() }]));
  for (const surface of known.surfaces) {
    const reader = await surface.load();
    const look = (path, text, only) => note(known, reader.read({ path, text }, files), surface, found, only);
    for (const texts of [bare, laden]) if (texts[surface.id] !== undefined) await look(...texts[surface.id]);
    for (const { id } of known.controls)
      for (const text of examples(readmeOf(id), surface.id)) await look(paths[surface.id] ?? `${surface.id}.yaml`, text, id);
  }
  return found;
}

const examples = (readme, surface) =>
  [...readme.matchAll(new RegExp(`^\`\`\`[a-z]+ ${surface} (?:broken|fixed)[^\\n]*\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text);

async function note(
  { controls, defaultEngine, judge, link, resolve },
  { containers, objects = [], policies = [] },
  { title },
  found,
  only,
) {
  for (const declared of [...containers, ...objects]) {
    const world = { context: files, policies, siblings: containers, containerfile: () => undefined };
    const container =
      declared.kind === 'container'
        ? (await link({ ...declared, image: { ...declared.image, build: undefined } }, world)).container
        : declared;
    const effective = container.kind === 'object' ? container : resolve(container, defaultEngine(container.engine));
    for (const { control, verdict } of judge(effective, controls)) {
      if (verdict.outcome === 'inapplicable' || (only !== undefined && control.id !== only)) continue;
      const entry = found.get(control.id);
      entry.surfaces.add(title);
      if (verdict.field?.state === 'written' || verdict.origin !== undefined) entry.evidence.add('a written line');
      if (verdict.field?.state === 'default') entry.evidence.add("the engine's default");
    }
  }
}
