import { isObject, type Loose, listOf, objectOf } from '../../text/json/loose.ts';
import { type Advisory, until } from '../advisory.ts';
import { isCve, textIn, textsIn } from '../values.ts';

/** Does it look like Alpine's secdb (git.alpinelinux.org/secdb, secdb.alpinelinux.org), one repository of one release? */
export const isSecdb = (value: unknown): value is Loose =>
  isObject(value) && textIn(value.distroversion) !== undefined && textIn(value.reponame) !== undefined && Array.isArray(value.packages);

/** "v3.19/main": it says all that is known of this one. */
export const secdbSource = ({ distroversion, reponame }: Loose): string =>
  `Alpine secdb ${textIn(distroversion) ?? ''}/${textIn(reponame) ?? ''}`;

/**
 * Each version with what it mends: a list of ids, several on one line where they are the same vulnerability. Version "0": the package never had it. Names are those of
 * source packages (google/osv.dev, vulnfeeds/cmd/converters/alpine, 2026-08, reads the same fields so).
 */
export function* secdbAdvisories(value: Loose): Generator<Advisory> {
  const ecosystem = `Alpine:${textIn(value.distroversion) ?? ''}`;
  const source = secdbSource(value);
  for (const each of listOf(value.packages)) {
    const { name: stated, secfixes } = objectOf(objectOf(each).pkg);
    const name = textIn(stated);
    if (name === undefined) continue;
    for (const [version, lines] of Object.entries(objectOf(secfixes))) {
      if (version === '0') continue;
      for (const line of textsIn(lines)) {
        const ids = line.split(/\s+/).filter((id) => /^[A-Za-z]+-[\w.:-]+$/.test(id));
        const id = ids.find(isCve) ?? ids[0];
        if (id === undefined) continue;
        yield {
          id,
          source,
          cves: isCve(id) ? [id] : [],
          aliases: ids.filter((other) => other !== id),
          ...(isCve(id) ? { url: `https://security.alpinelinux.org/vuln/${id}` } : {}),
          affected: [{ ecosystem, name, ranges: [until(version)], versions: [] }],
        };
      }
    }
  }
}
