import type { Translation } from '../../src/commands/translate/translation.ts';
import { facetsOf } from '../../src/translate/facets.ts';

/** What may differ without a note: a reference to a value is said otherwise, and what says nothing may be absent. */
export const tolerated: readonly RegExp[] = [
  /^process\.env\[.*\] (?:from|\?)/,
  /^healthcheck .*CMD/,
  /^process\.runAsNonRoot /,
  /^serviceAccountToken /,
  /^linux\.namespaces\.(?:network|ipc|pid) \["shared"/,
  /^linux\.namespaces\.(?:uts|cgroup) \["private"/,
  /^secrets\[/,
  /^ports\[.*\]\.published false/,
  /^(?:privileged|linux\.resources\.memory\.disableOOMKiller) false/,
  /^linux\.resources\.(?:memory\.(?:limit|swap)|pids\.limit) -1/,
  /^process\.oomScoreAdj 0/,
];

/** Paths that are neither the same in the result nor in a note. */
export function silent({ translated: all, found, notes }: Translation): readonly string[] {
  return all.flatMap(({ want }) => {
    const got = found.get(want.id);
    const result = got === undefined ? new Map() : facetsOf(got);
    const said = notes.filter(({ container }) => container === want.id).map(({ path }) => path);
    return [...facetsOf(want).values()]
      .filter(({ path, value }) => result.get(path)?.value !== value)
      .filter(({ path }) => !said.some((above) => above !== undefined && path.startsWith(above)))
      .map(({ path, value }) => `${path} ${value ?? '?'}`)
      .filter((line) => !tolerated.some((pattern) => pattern.test(line)));
  });
}
