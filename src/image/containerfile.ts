import type { InContainerfile } from '../model/index.ts';
import type { Loose } from '../text/json/loose.ts';
import { historyOf, instructionOf } from './history.ts';

/** The steps of a Containerfile that end up in its image: of the last stage, and of those that it is built from. */
export interface WrittenImage {
  readonly file: string;
  /** What the first of these stages is FROM; undefined: that rests on an argument. */
  readonly from: string | undefined;
  readonly steps: readonly WrittenStep[];
  /** Of the FROM of the last stage. */
  readonly line: number;
}

export interface WrittenStep {
  /** In capitals: "COPY". FROM is none. */
  readonly keyword: string;
  /** What follows it and its flags, lines joined. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** A Containerfile whose steps an image was built by. */
export interface BuiltBy {
  /** For each entry of the history: the instruction; undefined: it is of the base image, or was added by the builder. */
  readonly entries: readonly (InContainerfile | undefined)[];
  readonly stage: InContainerfile;
  /** Entries of the history that are of the base image. */
  readonly base: number;
  /** Where the first instruction of that kind sets that name. */
  setting(keyword: 'ENV' | 'ARG' | 'LABEL', name: string): InContainerfile | undefined;
}

/** Undefined: the end of the history has other steps. Values of arguments are not compared. */
export function builtBy(config: Loose, { file, from, steps, line }: WrittenImage): BuiltBy | undefined {
  const said = historyOf(config).map(({ text }) => partsOf(instructionOf(text)));
  const entries: (InContainerfile | undefined)[] = said.map(() => undefined);
  let at = said.length - 1;
  let alike = 0;
  let base = said.length;
  for (let step = steps.length - 1; step >= 0; ) {
    const written = steps[step];
    const entry = said[at];
    if (written === undefined) return undefined;
    if (entry !== undefined && isSame(entry, written)) {
      entries[at] = { file, line: written.line };
      if (/^(?:RUN|COPY|ADD|ENV|ARG)$/.test(written.keyword)) alike++;
      base = at;
      at--;
      step--;
    } else if (entry?.keyword === 'LABEL') at--;
    else if (written.keyword === 'ARG') step--;
    else return undefined;
  }
  if (alike === 0 || (from?.toLowerCase() === 'scratch' && base > 0)) return undefined;
  return {
    stage: { file, line },
    entries,
    base,
    setting(keyword, name) {
      const step = steps.find((each) => each.keyword === keyword && sets(each.text, name));
      return step === undefined ? undefined : { file, line: step.line };
    },
  };
}

interface Parts {
  readonly keyword: string;
  readonly text: string;
}

const keywords =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\b\s*/;

/** The classic builder keeps a command in the form of a list without its keyword. */
function partsOf(instruction: string): Parts {
  const [head, keyword = 'RUN'] = keywords.exec(instruction) ?? [''];
  return { keyword, text: squashed(instruction.slice(head.length)) };
}

const squashed = (text: string): string => text.slice(0, 20_000).replace(/\s+/g, ' ').trim();

function isSame(entry: Parts, written: WrittenStep): boolean {
  if (entry.keyword !== written.keyword) return false;
  const text = plain(squashed(written.text));
  if (text.includes('<<')) return true;
  if (written.keyword === 'RUN') return entry.text.endsWith(text);
  if (written.keyword === 'COPY' || written.keyword === 'ADD') return leadsTo(lastWord(entry.text), lastWord(text));
  if (/^(?:ENV|ARG|LABEL)$/.test(written.keyword)) return firstName(entry.text) === firstName(text);
  return true;
}

/** `["a", "b"]` is kept as `a b`. */
function plain(text: string): string {
  if (!text.startsWith('[')) return text;
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) ? words.join(' ') : text;
  } catch {
    return text;
  }
}

const lastWord = (text: string): string => text.slice(text.lastIndexOf(' ') + 1).replace(/\/+$/, '');

/** A builder may have put the working directory before it. */
const leadsTo = (kept: string, written: string): boolean => kept.endsWith(written.replace(/^\.(?:\/|$)/, ''));

const firstName = (text: string): string => /^"?([\w.-]+)/.exec(text)?.[1] ?? '';

const sets = (text: string, name: string): boolean =>
  name !== '' &&
  text.split(/\s+/).some((word, at) => word.replace(/^["']/, '').split(/["'=]/, 1)[0] === name && (at === 0 || word.includes('=')));
