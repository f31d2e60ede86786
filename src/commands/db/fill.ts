import { Unreadable } from '../../model/index.ts';
import { oneLine, printable } from '../../text/printable.ts';
import { advisoriesIn } from './advisories-in.ts';
import { type Document, documentsIn } from './documents.ts';
import type { AdvisoryWriter } from './store/write.ts';

/** What became of the files that were handed in. */
export interface Filled {
  /** How many advisories by source, those without a package that is read among them. */
  readonly counts: ReadonlyMap<string, number>;
  /** Names of files in none of the forms; the first of them, and how many. */
  readonly passedOver: Listed;
  /** One line each; the first of them, and how many. */
  readonly problems: Listed;
}

export interface Listed {
  readonly first: readonly string[];
  readonly count: number;
}

/** Reads every file below the paths into a database. One that is broken is told, and the rest is read. `nameOf`: what messages call a file. */
export async function fill(writer: AdvisoryWriter, paths: readonly string[], nameOf = (path: string): string => path): Promise<Filled> {
  const counts = new Map<string, number>();
  const passedOver = list();
  const problems = list();
  const complain = (file: string, message: string): void => problems.add(oneLine(printable(`${shown(nameOf(file))}: ${message}`)));
  let count = 0;
  for await (const document of documentsIn(paths, complain)) {
    count += 1;
    // Signals are told between two turns of the event loop only, and a zip file is read in one.
    if (count % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    try {
      if (!(await take(document, writer, counts))) passedOver.add(printable(shown(nameOf(document.name))));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      complain(document.name, error.message);
    }
  }
  return { counts, passedOver, problems };
}

/** False: it is in none of the forms. */
async function take(document: Document, writer: AdvisoryWriter, counts: Map<string, number>): Promise<boolean> {
  let isOne = false;
  for await (const { advisories, all } of advisoriesIn(document)) {
    isOne = true;
    if (all !== undefined) writer.renew(all);
    for (const advisory of advisories) {
      writer.add(advisory);
      counts.set(advisory.source, (counts.get(advisory.source) ?? 0) + 1);
    }
  }
  return isOne;
}

const shown = (path: string): string => (path.length > 200 ? `…${path.slice(-200)}` : path);

function list(): { add(line: string): void; readonly first: readonly string[]; readonly count: number } {
  const first: string[] = [];
  let count = 0;
  return {
    add(line) {
      count += 1;
      if (first.length < 20) first.push(line);
    },
    first,
    get count() {
      return count;
    },
  };
}
