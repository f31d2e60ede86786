import type { Package } from '../../../model/index.ts';
import type { BuildInfo } from './build-info.ts';

/** What Go calls the version of what was built from a folder, and ours for a Go that is no release. */
const unknown = '(devel)';

/**
 * The modules that a program is made of, and the standard library. A module that was replaced is the one that replaced it; replaced by a folder it is of a
 * version that nobody knows. Lines: "mod", "dep", "=>", then path, version and sum between tabs (runtime/debug of Go 1.26, ParseBuildInfo).
 */
export function modulesOf({ go, modules }: BuildInfo): Package[] {
  const found: { name: string; version: string }[] = [];
  for (const line of modules.split('\n')) {
    const [word, name = '', version = ''] = line.split('\t');
    if (word === 'mod' || word === 'dep') found.push({ name, version: version || unknown });
    const last = found.at(-1);
    if (word !== '=>' || last === undefined) continue;
    found.pop();
    found.push(version === '' ? { ...last, version: unknown } : { name, version });
  }
  return [{ name: 'stdlib', version: goVersion(go) }, ...found].map((each) => ({ kind: 'golang', ...each, inside: true }));
}

/** "go1.19.8", "go1.20.3 X:boringcrypto", "go1.22.5 (Red Hat 1.22.5-2.el9)"; "devel go1.22-0123abc" is no release. */
const goVersion = (text: string): string => /^go(\d+(?:\.\d+)*(?:(?:rc|beta)\d+)?)(?![\w.])/.exec(text)?.[1] ?? unknown;
