import type { ToolResult } from '../../host/run-tool.ts';

/** Does the engine start containers on this machine? `ask` asks its program; `remote`: it is Podman's client for one elsewhere. */
export async function isHere(kind: string, ask: (words: readonly string[]) => Promise<ToolResult>, remote: boolean): Promise<boolean> {
  const { CONTAINER_HOST: podmanAt = '' } = process.env;
  const docker = kind === 'docker' ? await ask(['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']) : undefined;
  // An older client has no contexts.
  const at = docker === undefined ? podmanAt : docker.kind === 'done' ? docker.stdout.trim() : (process.env.DOCKER_HOST ?? '');
  return at === '' ? !remote : /^(?:unix|npipe):/.test(at);
}
