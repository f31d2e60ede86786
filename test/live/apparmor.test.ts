import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reachOf, readProfiles } from '../../src/profiles/apparmor/index.ts';

/**
 * The reader of AppArmor's language, against AppArmor's own parser and the profiles that Debian installs: what the parser takes, is
 * read without a problem. The parser needs no kernel for that.
 */
const folder = '/etc/apparmor.d';
const parser = ['/sbin/apparmor_parser', '/usr/sbin/apparmor_parser'].find((path) => existsSync(path));
const files = parser === undefined ? [] : profilesUnder(folder);

describe.skipIf(parser === undefined || files.length === 0)(
  `AppArmor's own parser${parser === undefined ? ' (skipped: no apparmor)' : ''}`,
  () => {
    it.each(files)('%s', (path) => {
      const { file, problems } = readProfiles({ path, text: readFileSync(path, 'utf8') });
      expect(problems).toEqual([]);
      const named = namesIn(path);
      if (named !== undefined) expect(file.profiles.map(({ name }) => name).sort()).toEqual(named);
    });

    it.each(files.filter((path) => /\/(?:abstractions|tunables|local)\//.test(path) && !path.endsWith('ubuntu-helpers')))(
      '%s opens no way out',
      (path) => {
        const { file } = readProfiles({ path, text: readFileSync(path, 'utf8') });
        const origin = { source: file.source, start: 0, end: 0 };
        const loose = { name: 'loose', flags: [], rules: file.loose, includes: [], children: [], origin };
        expect(reachOf(file, loose, false).open).toEqual([]);
      },
    );
  },
);

/** The top-level profiles that the parser finds; undefined: it refuses the file, as one that is only ever included. */
function namesIn(path: string): string[] | undefined {
  if (parser === undefined) return undefined;
  const { status, stdout } = spawnSync(parser, ['--skip-kernel-load', '--skip-cache', '--names', path], { encoding: 'utf8' });
  if (status !== 0 || stdout.trim() === '') return undefined;
  const all = stdout.trim().split('\n');
  return all.filter((name) => !name.includes('//')).sort();
}

function profilesUnder(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const full = join(path, entry.name);
    // Compiled features and switched-off profiles are no text in this language.
    if (entry.isDirectory()) return ['abi', 'disable', 'force-complain', 'cache.d'].includes(entry.name) ? [] : profilesUnder(full);
    return entry.isFile() && entry.name !== 'README' ? [full] : [];
  });
}
