import { type Escape, escapes, escapesBehind, withoutFault } from '../../facts/escapes/index.ts';
import { padTo, wrap } from '../text/cells.ts';
import type { Page } from '../text/page.ts';

/** An escape as a page names it. */
export interface EscapeSaid {
  readonly cve: string;
  readonly what: string;
  /** "runc from 1.0.0-rc93, mended in 1.1.12"; a fault that several programs carry has one for each. */
  readonly where: readonly string[];
  /** On the page of who looks at versions: what holds until the update, as a clause. */
  readonly meanwhile?: string;
}

/** What stands behind a control: its known escapes, by how far it stops them. */
export interface Behind {
  /** Why no fault is needed, as a sentence. */
  readonly without?: string;
  /** `stopped`: how far, as a sentence that ends in a colon; empty where an update alone stops them. */
  readonly groups: readonly { readonly stopped: string; readonly escapes: readonly EscapeSaid[] }[];
}

/** Whose versions are looked at: it stops every escape of the tables, by an update. */
const updates = 'engine-version';

/** The escapes behind a control, from the tables of facts/escapes. */
export function behind(control: string): Behind {
  const without = withoutFault[control];
  const found = control === updates ? escapes.map((fault) => ({ fault, stopped: '' })) : stopping(control);
  const groups = [...new Set(found.map(({ stopped }) => stopped))].map((stopped) => ({
    stopped,
    escapes: together(
      found.filter((one) => one.stopped === stopped).map(({ fault }) => fault),
      control === updates,
    ),
  }));
  return { ...(without === undefined ? {} : { without }), groups };
}

const stopping = (control: string): { readonly fault: Escape; readonly stopped: string }[] =>
  escapesBehind(control).map(({ fault, but }) => ({ fault, stopped: sayStop(but) }));

function sayStop(but: string | undefined): string {
  if (but === undefined) return 'Stopped by this alone, in a container that is otherwise as its engine makes it:';
  return /^(?:with|where) /.test(but) ? `Stopped ${but}:` : `Stopped in part; ${but}:`;
}

/** The program and its carriers in one entry. */
function together(faults: readonly Escape[], alone: boolean): EscapeSaid[] {
  const found = new Map<string, EscapeSaid>();
  for (const fault of faults) {
    const { cve, what } = fault;
    const where = [...(found.get(`${cve} ${what}`)?.where ?? []), whereOf(fault)];
    found.set(`${cve} ${what}`, { cve, what, where, ...(alone ? { meanwhile: untilThen(fault) } : {}) });
  }
  return [...found.values()];
}

function untilThen({ stoppedBy, stops = [] }: Escape): string {
  if (stoppedBy !== undefined) return `until then stopped by ${stoppedBy}`;
  if (stops.length === 0) return 'nothing but the update stops it';
  return `until then stopped in part by ${stops.map(({ control }) => control).join(', ')}`;
}

const names: Readonly<Record<string, string>> = {
  kernel: 'Linux',
  dockerd: 'Docker Engine',
  crio: 'CRI-O',
  buildkitd: 'BuildKit',
  podman: 'Podman',
  buildah: 'Buildah',
};

function whereOf({ program, affected }: Escape): string {
  const from = affected[0]?.from;
  const fixed = affected.flatMap((range) => range.fixed ?? []);
  const name = names[program] ?? program;
  const since = from === undefined ? name : `${name} from ${from}`;
  return fixed.length === 0 ? `${since}, not mended` : `${since}, mended in ${fixed.join(', ')}`;
}

/** Each escape with its programs, below how far the control stops it. */
export function escapeLines({ groups, without }: Behind, { width, style }: Page): string[] {
  const column = Math.max(0, ...groups.flatMap((group) => group.escapes.map(({ cve }) => cve.length)));
  const rest = ' '.repeat(column + 6);
  return [
    ...(without === undefined ? [] : wrap(without, width, '  ')),
    ...groups.flatMap(({ stopped, escapes: known }) => [
      ...(stopped === '' ? [] : wrap(stopped, width, '  ')),
      ...known.flatMap(({ cve, what, where, meanwhile }) => [
        ...wrap(what, width, `    ${padTo(cve, column)}  `),
        ...where.flatMap((one) => wrap(one, width, rest).map((line) => style.dim(line))),
        ...(meanwhile === undefined ? [] : wrap(meanwhile, width, rest)),
      ]),
    ]),
  ];
}
