import { compareSemver } from './semver.ts';

/**
 * The order of Go's modules (go.dev/ref/mod, "Versions"; "v" may be left out, as OSV does, and "v1.2" is v1.2.0) and of Go itself ("1.19.8",
 * "1.21rc2": go.dev/doc/toolchain, "Version selection"; a bare "1.21" is taken for the release 1.21.0). Undefined: one is neither, as "(devel)".
 */
export function compareGo(a: string, b: string): number | undefined {
  const [left, right] = [asSemver(a), asSemver(b)];
  return left === undefined || right === undefined ? undefined : compareSemver(left, right);
}

function asSemver(version: string): string | undefined {
  const found = /^v?(\d+)(?:\.(\d+)(?:\.(\d+)([-+].*)?|(rc|beta)(\d+))?)?$/.exec(version);
  if (found === null) return undefined;
  const [, major, minor = '0', patch = '0', rest = '', word, number] = found;
  return `${major}.${minor}.${patch}${word === undefined ? rest : `-${word}.${number}`}`;
}
