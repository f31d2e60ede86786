import { type FileDoors, type FileReader, type LayerFact, Unreadable } from '../../../model/index.ts';
import { packageFacts, problem } from '../record.ts';
import { berkeleyValues } from './berkeley.ts';
import { ndbHeaders } from './ndb.ts';
import { rpmFacts } from './package.ts';

/**
 * The database of rpm in each of its three forms (macros.in of rpm 4.18, _db_backend), wherever distributions keep it: below /var, or since Fedora 36 and in SUSE
 * below /usr/lib/sysimage; rpm-ostree has its own below /usr/share.
 */
export const rpmReader = (doors: Pick<FileDoors, 'rows'>): FileReader => ({
  longest: 128 * 1024 * 1024,
  entry: ({ path, size }) =>
    size > 0 && path.endsWith('/rpmdb.sqlite-wal') && place.test(path)
      ? [
          problem(
            path,
            'what rpm wrote last is in it and not yet in the database, which may be older than the files: run rpm --rebuilddb as the last step',
          ),
        ]
      : [],
  wants: ({ path, size }) =>
    size > 0 && (path.endsWith('/rpmdb.sqlite') || path.includes('/Packages')) && place.test(path) ? 'whole' : undefined,
  read({ path }, bytes) {
    const { packages, owned } = rpmFacts(path, headersIn(path, bytes, doors));
    return [...packageFacts(path, packages), ...owned] satisfies LayerFact[];
  },
});

const place = /^(?:var\/lib\/rpm|usr\/lib\/sysimage\/rpm|usr\/share\/rpm)\/(?:rpmdb\.sqlite(?:-wal)?|Packages\.db|Packages)$/;

function* headersIn(path: string, bytes: Uint8Array, doors: Pick<FileDoors, 'rows'>): Generator<Uint8Array> {
  if (path.endsWith('/Packages.db')) yield* ndbHeaders(bytes);
  else if (path.endsWith('/Packages')) {
    // The entry of key 0 is the number of the next package: 4 bytes.
    for (const value of berkeleyValues(bytes)) if (value.length > 4) yield value;
  } else {
    for (const { blob } of doors.rows(bytes, 'SELECT blob FROM Packages')) {
      if (!(blob instanceof Uint8Array)) throw new Unreadable('a package in it is no header');
      yield blob;
    }
  }
}
