import type { EngineProgram } from '../engine.ts';

/** Which of these networks of an engine are internal, as it says itself: Docker calls that `Internal`, Podman `internal`. One that it does not have is none. */
export async function internalNetworks(engine: EngineProgram, names: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(names.map((name) => engine.run(['network', 'inspect', name])));
  return names.filter((_, index) => {
    const result = found[index];
    return result?.kind === 'done' && /"[Ii]nternal": ?true/.test(result.stdout);
  });
}
