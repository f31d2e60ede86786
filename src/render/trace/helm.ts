import type { Origin, Source } from '../../model/index.ts';
import { type Line, lineAt, linesOf } from './lines.ts';
import { type Template, templateOf } from './template.ts';

/** Where the parts of a chart are written, as the tracing asks for it. */
export interface TemplateFiles {
  /** The template that a `# Source:` comment names; undefined: it is out of reach (packed, say). */
  template(named: string): Source | undefined;
  /** Files of named templates, which others include. */
  helpers(): readonly Source[];
  /** What stands for the chart where nothing better is known. */
  readonly chart: Source;
}

/** One document of helm's output. */
interface Document {
  readonly start: number;
  readonly end: number;
  /** What its `# Source:` comment names. */
  readonly named: string | undefined;
}

/**
 * From what helm printed to the templates: for a range of the output, the line of a template that gave it, or else the closest
 * line around it that is known, or else the template, or else the chart. A rendered line comes from a template's line when that
 * says the same, actions aside, and stands under the line that the line above comes from.
 */
export function helmTrace(text: string, files: TemplateFiles): (start: number, end: number) => Origin {
  let documents: readonly Document[] | undefined;
  const templates = new Map<string, Template | undefined>();
  let helpers: readonly Template[] | undefined;
  const traces = new Map<Document, (offset: number) => Origin>();

  const templateNamed = (named: string): Template | undefined => {
    if (!templates.has(named)) {
      const source = files.template(named);
      templates.set(named, source === undefined ? undefined : templateOf(source));
    }
    return templates.get(named);
  };
  return (start) => {
    documents ??= documentsOf(text);
    const document = documents[lastAtOrBefore(documents, start)];
    const template = document?.named === undefined ? undefined : templateNamed(document.named);
    if (document === undefined || template === undefined) return startOf(files.chart);
    let trace = traces.get(document);
    if (trace === undefined) {
      helpers ??= files.helpers().map(templateOf);
      trace = traceDocument(text, document, [template, ...helpers.filter(({ source }) => source.path !== template.source.path)]);
      traces.set(document, trace);
    }
    return trace(start);
  };
}

const startOf = (source: Source): Origin => ({ source, start: 0, end: 0 });

function documentsOf(text: string): Document[] {
  const cuts = [0];
  for (const match of text.matchAll(/^---(?=\s|$)/gm)) if (match.index > 0) cuts.push(match.index);
  return cuts.map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const named = /^(?:---[^\n]*\n)?# Source: ([^\n]+)/.exec(text.slice(start, Math.min(end, start + 2000)))?.[1]?.trim();
    return { start, end, named };
  });
}

function lastAtOrBefore(documents: readonly Document[], offset: number): number {
  let [low, high] = [0, documents.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((documents[middle] as Document).start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A line of one of the templates. */
interface Spot {
  readonly template: Template;
  readonly number: number;
}

/** The first of the templates is the document's own; lines of the others come in by `include`. */
function traceDocument(text: string, { start, end }: Document, templates: readonly Template[]): (offset: number) => Origin {
  const lines = linesOf(text, start, end, { skip: (line) => line.startsWith('#') || line.startsWith('---'), barrier: () => false });
  const [own] = templates as [Template];
  const inPart = partOf(own, lines);
  const known = new Map<number, readonly Spot[]>();

  const spotsOf = (number: number): readonly Spot[] => {
    const line = lines[number] as Line;
    const above = line.parent < 0 ? undefined : (known.get(line.parent) ?? []);
    const fits = ({ template, number: at }: Spot): boolean => {
      const parent = (template.lines[at] as Line).parent;
      if (parent < 0) return above === undefined || template !== own;
      return above?.some((spot) => spot.template === template && spot.number === parent) === true;
    };
    const spots = (template: Template) => template.candidates(line.text).map((at) => ({ template, number: at }));
    const near = spots(own).filter((spot) => inPart(spot.number) && fits(spot));
    return near.length > 0 ? near : templates.slice(1).flatMap(spots).filter(fits);
  };

  return (offset) => {
    const around: number[] = [];
    for (let at = lineAt(lines, offset); at >= 0; at = (lines[at] as Line).parent) around.push(at);
    for (const number of around.toReversed()) if (!known.has(number)) known.set(number, spotsOf(number));
    const exact = around.map((number) => known.get(number) ?? []).find((spots) => spots.length === 1)?.[0];
    if (exact === undefined) return startOf(own.source);
    const line = exact.template.lines[exact.number] as Line;
    return { source: exact.template.source, start: line.start + line.indent, end: line.start + line.indent + line.text.length };
  };
}

/** A template may hold several documents: those count whose kind, and where it is written out whose name, is the rendered one's. */
function partOf(template: Template, rendered: readonly Line[]): (number: number) => boolean {
  const kind = rendered.find(({ text, indent }) => indent === 0 && text.startsWith('kind:'))?.text;
  const name = rendered.find(
    ({ text, parent }) => text.startsWith('name:') && rendered[parent]?.text === 'metadata:' && rendered[parent]?.indent === 0,
  )?.text;
  const parts: { readonly from: number; readonly to: number }[] = [];
  let from = 0;
  for (const [number, { text }] of template.lines.entries()) {
    if (!text.startsWith('---')) continue;
    parts.push({ from, to: number });
    from = number;
  }
  parts.push({ from, to: template.lines.length });
  if (parts.length === 1 || kind === undefined) return () => true;
  const having = (text: string | undefined, among: readonly (typeof parts)[number][]) =>
    text === undefined ? among : among.filter(({ from, to }) => template.candidates(text).some((at) => at >= from && at < to));
  const ofKind = having(kind, parts);
  const ofName = having(name, ofKind);
  const chosen = ofName.length > 0 ? ofName : ofKind;
  return (number) => chosen.length === 0 || chosen.some(({ from, to }) => number >= from && number < to);
}
