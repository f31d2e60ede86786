import { debianRelease } from '../../facts/distributions/debian-codenames.ts';
import { type Advisory, type Affected, until } from '../advisory.ts';
import { isCve } from '../values.ts';

const head = /^\[(\d{1,2}) (\w{3}) (\d{4})\]\s+(D[SL]A-\d+(?:-\d+)?)\s+(.*)$/;
const packageLine = /^\s+\[([a-z]+)\]\s+-\s+([a-z0-9][a-z0-9+.-]*)\s+(?:<([a-z-]+)>|([0-9][A-Za-z0-9.+:~-]*))/;

/** Does it begin like one of the tracker's lists of announcements (data/DSA/list, data/DLA/list)? */
export const isDebianList = (text: string): boolean => head.test(text.slice(0, 1000).trimStart().split(/\r?\n/, 1)[0] ?? '');

/** By the first announcement: it says all that is known of its kind. */
export const listSource = (text: string): string => (/\bDLA-\d/.test(text.slice(0, 1000)) ? 'Debian DLA list' : 'Debian DSA list');

/** The announcements of a list. One that names no CVE mends no vulnerability but an earlier announcement: it is left out. */
export function* listAdvisories(text: string): Generator<Advisory> {
  const source = listSource(text);
  let open: Draft | undefined;
  for (const line of linesOf(text)) {
    const [, day = '', month = '', year = '', id, title = ''] = head.exec(line) ?? [];
    if (id !== undefined) {
      yield* done(open, source);
      open = { id, title, day: `${year}-${monthOf(month)}-${day.padStart(2, '0')}`, cves: [], affected: [] };
    } else if (open !== undefined) {
      const cves = /^\s+\{([^}]*)\}\s*$/.exec(line)?.[1];
      if (cves !== undefined) open.cves = cves.split(/\s+/).filter(isCve);
      open.affected.push(...affectedIn(line));
    }
  }
  yield* done(open, source);
}

interface Draft {
  readonly id: string;
  readonly title: string;
  readonly day: string;
  cves: readonly string[];
  readonly affected: Affected[];
}

function* done(draft: Draft | undefined, source: string): Generator<Advisory> {
  if (draft === undefined || draft.affected.length === 0 || draft.cves.length === 0) return;
  const { id, title, day, cves, affected } = draft;
  const url = `https://security-tracker.debian.org/tracker/${id}`;
  // "openssl - security update" says nothing; older ones say what it is.
  const summary = title.slice(title.indexOf(' - ') + 3, 200);
  yield { id, source, cves, aliases: [], ...(/^(?:security|regression) update/.test(summary) ? {} : { summary }), url, day, affected };
}

/** Lines of the ordinary length; a longer one says nothing that is read. */
function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const found = text.indexOf('\n', from);
    const end = found < 0 ? text.length : found;
    if (end - from < 20_000) yield text.slice(from, end).trimEnd();
    from = end + 1;
  }
}

function affectedIn(line: string): readonly Affected[] {
  const [, codename = '', name = '', word, fixed] = packageLine.exec(line) ?? [];
  const release = debianRelease(codename);
  if (release === undefined || (word !== undefined && word !== 'unfixed' && word !== 'end-of-life')) return [];
  const one = { ecosystem: `Debian:${release}`, name, ranges: [until(fixed)], versions: [] };
  return [word === 'end-of-life' ? { ...one, state: word } : one];
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthOf = (name: string): string => `${months.indexOf(name) + 1}`.padStart(2, '0');
