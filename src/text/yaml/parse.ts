import {
  type AliasEvent,
  COLLECTION_STYLE_FLOW,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE_DOUBLE_QUOTED,
  SCALAR_STYLE_PLAIN,
  SCALAR_STYLE_SINGLE_QUOTED,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from 'js-yaml';
import type { Problem, Source } from '../../model/index.ts';
import { problemAt } from '../lines.ts';
import { liftLine } from './lift.ts';
import type { Range, YamlMap, YamlNode, YamlScalar, YamlSeq } from './node.ts';

export interface YamlDocuments {
  readonly documents: readonly YamlNode[];
  readonly problems: readonly Problem[];
}

/**
 * All documents of a YAML (or JSON) text as node trees that keep their offsets. An alias stands for the very node it
 * names, so nothing is expanded. One broken document is a problem; the others are still read.
 */
export function parseYaml(source: Source): YamlDocuments {
  const budget: Budget = { characters: reparsed };
  const whole = parseChunk(source, 0, source.text.length, budget);
  if (whole.error === undefined) return whole;
  const chunks = documentBounds(source.text).map(([start, end]) => parseChunk(source, start, end, budget));
  return {
    documents: chunks.flatMap((chunk) => chunk.documents),
    problems: chunks.flatMap((chunk) => chunk.problems),
  };
}

/** The same for a part of a text, as of one value among several JSON values in a row; offsets stay those of the whole text. */
export const parseYamlRange = (source: Source, start: number, end: number): YamlDocuments =>
  parseChunk(source, start, end, { characters: reparsed });

interface Chunk extends YamlDocuments {
  readonly error?: YAMLException;
}

/** How much text one call may parse again to get over lines that stand too far left: keeps the work linear. */
const reparsed = 8_000_000;

interface Budget {
  characters: number;
}

function parseChunk(source: Source, start: number, end: number, budget: Budget): Chunk {
  let text = start === 0 && end === source.text.length ? source.text : source.text.slice(start, end);
  for (;;) {
    try {
      return new TreeBuilder(source, text, start).build(parseEvents(text, {}));
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const offset = error.mark?.position ?? 0;
      budget.characters -= text.length;
      const lifted = error.reason === 'deficient indentation' && budget.characters > 0 ? liftLine(text, offset) : undefined;
      if (lifted === undefined) return { documents: [], problems: [problemAt(source, start + offset, `YAML: ${error.reason}`)], error };
      text = lifted;
    }
  }
}

/** A `---` or `...` at the start of a line ends a document wherever it stands (YAML 1.2, c-forbidden). */
function documentBounds(text: string): [number, number][] {
  const cuts = [0];
  for (const match of text.matchAll(/^---(?=\s|$)/gm)) if (match.index > 0) cuts.push(match.index);
  return cuts.map((cut, index) => [cut, cuts[index + 1] ?? text.length]);
}

type Open = { node: YamlMap; key: YamlScalar | undefined; seen: Set<string>; anchor?: string } | { node: YamlSeq; anchor?: string };

class TreeBuilder {
  private readonly documents: YamlNode[] = [];
  private readonly problems: Problem[] = [];
  private readonly stack: Open[] = [];
  private anchors = new Map<string, YamlNode>();
  private at = 0;
  private readonly source: Source;
  private readonly text: string;
  private readonly base: number;

  constructor(source: Source, text: string, base: number) {
    this.source = source;
    this.text = text;
    this.base = base;
  }

  build(events: readonly Event[]): Chunk {
    for (const event of events) this.take(event);
    return { documents: this.documents, problems: this.problems };
  }

  private take(event: Event): void {
    switch (event.type) {
      case EVENT_DOCUMENT:
        this.anchors = new Map();
        break;
      case EVENT_MAPPING:
      case EVENT_SEQUENCE:
        this.open(event);
        break;
      case EVENT_SCALAR:
        this.add(this.scalar(event), event);
        break;
      case EVENT_ALIAS:
        this.add(this.alias(event), undefined, { start: this.base + event.anchorStart - 1, end: this.base + event.anchorEnd });
        break;
      case EVENT_POP:
        this.close();
        break;
    }
  }

  private open(event: MappingEvent | SequenceEvent): void {
    const flow = event.style === COLLECTION_STYLE_FLOW;
    const shared = {
      source: this.source,
      start: this.base + event.start,
      end: this.base + event.start,
      flow,
      tag: this.tagOf(event),
      anchor: this.anchorOf(event),
    };
    this.at = event.start + (flow ? 1 : 0);
    const node: YamlMap | YamlSeq =
      event.type === EVENT_MAPPING ? { kind: 'map', ...shared, pairs: [] } : { kind: 'seq', ...shared, items: [] };
    const anchor = this.anchorOf(event);
    this.add(node, event);
    this.stack.push(node.kind === 'map' ? { node, key: undefined, seen: new Set(), anchor } : { node, anchor });
  }

  private close(): void {
    const open = this.stack.pop();
    // The document itself pops with nothing open.
    if (open === undefined) return;
    if (open.node.flow) {
      const closing = /(?:[\s,:]|#.*)*[\]}]/y;
      closing.lastIndex = this.at;
      this.at = closing.test(this.text) ? closing.lastIndex : this.at;
    }
    open.node.end = Math.max(open.node.start, this.base + this.at);
  }

  private scalar(event: ScalarEvent): YamlScalar {
    const empty = event.valueStart < 0;
    const quoted = event.style === SCALAR_STYLE_SINGLE_QUOTED || event.style === SCALAR_STYLE_DOUBLE_QUOTED;
    const start = empty ? this.at : event.valueStart - (quoted ? 1 : 0);
    const end = empty ? this.at : event.valueEnd + (quoted ? 1 : 0);
    this.at = Math.max(this.at, end);
    return {
      kind: 'scalar',
      source: this.source,
      start: this.base + start,
      end: this.base + end,
      tag: this.tagOf(event),
      anchor: this.anchorOf(event),
      text: empty ? '' : getScalarValue(this.text, event),
      style: event.style === SCALAR_STYLE_PLAIN ? 'plain' : quoted ? 'quoted' : 'block',
    };
  }

  private alias(event: AliasEvent): YamlNode {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const offset = this.base + event.anchorStart;
    this.at = event.anchorEnd;
    const target = this.anchors.get(name);
    const cyclic = target !== undefined && this.stack.some((open) => open.node === target);
    if (target !== undefined && !cyclic) return target;
    const what = cyclic ? `the alias *${name} stands inside the node that it names` : `no anchor &${name} stands before this alias`;
    this.problems.push(problemAt(this.source, offset, `YAML: ${what}`));
    return { kind: 'scalar', source: this.source, start: offset - 1, end: this.base + event.anchorEnd, text: '', style: 'plain' };
  }

  private add(node: YamlNode, event: ScalarEvent | MappingEvent | SequenceEvent | undefined, alias?: Range): void {
    const anchor = event === undefined ? undefined : this.anchorOf(event);
    if (anchor !== undefined) this.anchors.set(anchor, node);
    const open = this.stack.at(-1);
    if (open === undefined) this.documents.push(node);
    else if (!('key' in open)) this.item(open.node as YamlSeq, node, alias);
    else if (open.key === undefined) open.key = this.key(node);
    else {
      this.pair(open, open.key, node, alias);
      open.key = undefined;
    }
  }

  private key(node: YamlNode): YamlScalar {
    if (node.kind === 'scalar') return node;
    this.problems.push(problemAt(this.source, node.start, 'YAML: a mapping key is itself a collection; it is not read'));
    return { kind: 'scalar', source: this.source, start: node.start, end: node.end, text: '', style: 'plain' };
  }

  private item(seq: YamlSeq, node: YamlNode, alias: Range | undefined): void {
    if (alias !== undefined) {
      seq.aliases ??= new Map();
      seq.aliases.set(seq.items.length, alias);
    }
    seq.items.push(node);
  }

  private pair(open: { node: YamlMap; seen: Set<string> }, key: YamlScalar, value: YamlNode, alias: Range | undefined): void {
    if (open.seen.has(key.text) && key.text !== '<<') {
      this.problems.push(problemAt(this.source, key.start, `YAML: the key "${key.text}" stands twice in one mapping; the last one counts`));
    }
    open.seen.add(key.text);
    open.node.pairs.push(alias === undefined ? { key, value } : { key, value, alias });
  }

  private anchorOf(event: { anchorStart: number; anchorEnd: number }): string | undefined {
    return event.anchorStart < 0 ? undefined : this.text.slice(event.anchorStart, event.anchorEnd);
  }

  private tagOf(event: { tagStart: number; tagEnd: number }): string | undefined {
    return event.tagStart < 0 ? undefined : this.text.slice(event.tagStart, event.tagEnd);
  }
}
