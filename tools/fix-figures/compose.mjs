import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const programs = [
  ['docker', 'compose'],
  ['docker-compose', '--ansi=never'],
];

const isThere = ([program, first]) => spawnSync(program, [first, 'version'], { stdio: 'ignore' }).status === 0;

/** How many compose files Docker Compose took before, and which of them it no longer takes. */
export function composeAccepts(folder, copy, texts) {
  const files = texts.map(({ file }) => file).filter((file) => /compose[^/]*\.ya?ml$/i.test(basename(file)));
  if (files.length === 0) return 'no compose files';
  const program = programs.find(isThere);
  if (program === undefined) return 'skipped: neither docker compose nor docker-compose';
  const [name, first] = program;
  const accepts = (path) => {
    // A secret that was written out becomes a variable that its user has to set.
    const asked = [...readFileSync(path, 'utf8').matchAll(/\$\{(\w+):\?/g)].map(([, variable]) => [variable, 'x']);
    const env = { ...process.env, ...Object.fromEntries(asked) };
    return spawnSync(name, [first, '-f', basename(path), 'config', '-q'], { cwd: dirname(path), stdio: 'ignore', env }).status === 0;
  };
  const taken = files.filter((file) => accepts(join(folder, file)));
  const lost = taken.filter((file) => !accepts(join(copy, file)));
  return `${taken.length} of ${files.length} taken before, ${taken.length - lost.length} after${lost.length > 0 ? `: not ${lost.join(', ')}` : ''}`;
}
