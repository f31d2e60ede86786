/** Where an engine's API may be found. */
export interface Endpoint {
  readonly engine: 'docker' | 'podman';
  /** unix:///path or tcp://host:port. */
  readonly url: string;
  /** The variable that says so; absent: a usual place. */
  readonly from?: 'DOCKER_HOST' | 'CONTAINER_HOST';
}

interface Caller {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * The places where the engines' own clients look: their variable alone if it is set, else those of root, of a user and of the desktop.
 * Sources: docker/cli 29 cli/command/cli.go and docs "Protect the Docker daemon socket"; docs.docker.com "Rootless mode"; podman 5.8
 * pkg/bindings/connection.go and docs podman-system-service(1).
 */
export function endpoints(engine: 'docker' | 'podman', { env, home }: Caller): readonly Endpoint[] {
  const from = engine === 'docker' ? 'DOCKER_HOST' : 'CONTAINER_HOST';
  const given = env[from];
  if (given !== undefined && given !== '') return [{ engine, url: given, from }];
  const runtime = env.XDG_RUNTIME_DIR;
  const paths =
    engine === 'docker'
      ? [
          '/var/run/docker.sock',
          ...(runtime === undefined ? [] : [`${runtime}/docker.sock`]),
          `${home}/.docker/run/docker.sock`,
          `${home}/.docker/desktop/docker.sock`,
        ]
      : ['/run/podman/podman.sock', ...(runtime === undefined ? [] : [`${runtime}/podman/podman.sock`])];
  return paths.map((path) => ({ engine, url: `unix://${path}` }));
}

/** How a user starts what did not answer. */
export const howToStart: Readonly<Record<'docker' | 'podman', string>> = {
  docker: 'systemctl start docker',
  podman: 'systemctl --user start podman.socket (as root without --user), or: podman system service',
};
