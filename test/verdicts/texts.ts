/** A pod with one container `c`: lines for the container, and for the pod's spec; more lines are indented by whoever writes them. */
export const pod = (container: string, spec = '', metadata = 'name: p'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {${metadata}}\nspec:\n${spec === '' ? '' : `  ${spec}\n`}  containers:\n    - name: c\n      image: example.com/a:1\n${container === '' ? '' : `      ${container}\n`}`;

/** A pod that mounts this path of the node. */
export const hostPath = (path: string, mount = ''): string =>
  pod(`volumeMounts: [{name: v, mountPath: /data${mount}}]`, `volumes: [{name: v, hostPath: {path: ${path}}}]`);

/** A compose file with one service `a`, and what stands after it. */
export const service = (line: string, after = ''): string =>
  `services:\n  a:\n    image: example.com/a:1\n${line === '' ? '' : `    ${line}\n`}${after}`;

/** A compose file whose service runs this image. */
export const image = (reference: string): string => `services:\n  a:\n    image: ${reference}\n`;

/** A Quadlet unit with this line in [Container]. */
export const quadlet = (line: string): string => `[Container]\nImage=example.com/a:1\n${line === '' ? '' : `${line}\n`}`;

/** Some digest. */
export const digest = `@sha256:${'a'.repeat(64)}`;
