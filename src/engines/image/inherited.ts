import type { Container, EnvVar } from '../../model/index.ts';

/** Environment, arguments, folder and health check that come with an image built here, below the container's own. */
export function inheritedFromImage(declared: Container, imageHealthcheck: boolean): Pick<Container, 'process' | 'healthcheck'> {
  const { process, healthcheck } = declared;
  const { built } = declared.image;
  if (built === undefined) return { process, ...(healthcheck === undefined ? {} : { healthcheck }) };
  const image = inheritedFromImage(built, true);
  const health = healthcheck ?? (imageHealthcheck ? image.healthcheck : undefined);
  const args = process.args ?? image.process.args;
  const cwd = process.cwd ?? image.process.cwd;
  return {
    process: {
      ...process,
      env: mergeEnv(image.process.env, process.env),
      ...(args === undefined ? {} : { args }),
      ...(cwd === undefined ? {} : { cwd }),
    },
    ...(health === undefined ? {} : { healthcheck: health }),
  };
}

/** The container's own variables win, each at its own place after those that only the image sets. */
function mergeEnv(image: readonly EnvVar[], own: readonly EnvVar[]): readonly EnvVar[] {
  if (image.length === 0) return own;
  const names = new Set(own.map(({ name }) => name));
  return [...image.filter(({ name }) => !names.has(name)), ...own];
}
