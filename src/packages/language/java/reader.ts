import { type FileDoors, type FileReader, type LayerFact, type Package, Unreadable } from '../../../model/index.ts';
import { recordOf } from '../paths.ts';
import { toldBy } from '../told.ts';
import { type Budget, jarOf } from './jar.ts';

const longest = 128 * 1024 * 1024;
/** A jar in a war in an ear. */
const deepest = 3;
/** Of a file with all archives in it: what is unpacked, and how many files they have. */
const mostUnpacked = 512 * 1024 * 1024;
const mostFiles = 2_000_000;
const mostProblems = 5;

/** Jar, war and ear files, also those in them: Spring Boot's BOOT-INF/lib, WEB-INF/lib. */
export const javaReader = (doors: Pick<FileDoors, 'zip'>): FileReader => ({
  longest,
  wants: ({ path }) => (recordOf(path) === 'java' ? 'whole' : undefined),
  read({ path }, bytes) {
    const search = searchIn(doors);
    search.open(bytes, path, 1);
    return [...toldBy(path, search.packages), ...search.problems(path)];
  },
});

function searchIn(doors: Pick<FileDoors, 'zip'>) {
  const packages: Package[] = [];
  const failed: string[] = [];
  let more = 0;
  let unpacked = 0;
  let files = 0;

  const budget: Budget = {
    ofBytes(count) {
      if (unpacked + count > mostUnpacked) throw new Unreadable(`it would unpack to more than ${mostUnpacked / 1024 ** 2} MiB`);
      unpacked += count;
    },
    ofFiles(count) {
      files += count;
      if (files > mostFiles) throw new Unreadable(`it holds more than ${mostFiles} files`);
    },
  };

  function open(bytes: Uint8Array, path: string, depth: number): void {
    const jar = jarOf(bytes, path, doors, budget);
    for (const each of jar.packages) packages.push(depth === 1 ? each : { ...each, inside: true });
    for (const entry of jar.archives) {
      try {
        if (depth === deepest) throw new Unreadable(`it lies more than ${deepest} archives deep`);
        budget.ofBytes(entry.size);
        open(entry.read(longest), entry.name, depth + 1);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        if (failed.length < mostProblems) failed.push(`${entry.name.slice(-200)} in it was not read: ${error.message}`);
        else more++;
      }
    }
  }

  return {
    packages,
    open,
    problems: (path: string): LayerFact[] =>
      [...failed, ...(more === 0 ? [] : [`${more} more archives in it were not read`])].map((because) => ({
        kind: 'problem',
        path,
        because,
      })),
  };
}
