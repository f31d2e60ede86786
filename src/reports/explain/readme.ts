/** A text that a control finds fault with, and the same with the measure on. Both are executed by the tests. */
export interface Pair {
  /** A surface's id, or `host`. */
  readonly surface: string;
  /** "podman", "partial"; empty for the first of a surface. */
  readonly label: string;
  readonly broken: string;
  readonly fixed: string;
}

/** What a control's README says, part by part. */
export interface Readme {
  /** What stands before the first example: how to set it, in words. Paragraphs as they are wrapped in the file. */
  readonly intro: string;
  /** How to live with it when a program needs what it forbids. */
  readonly living: string;
  readonly pairs: readonly Pair[];
}

/** The heading under which a README says how to live with its control. */
const livingHead = /^## Living with it\n/m;

/** Reads a control's README. A broken example and the fixed one of the same surface and label are a pair. */
export function readmeOf(text: string): Readme {
  const [before = '', living = ''] = text.split(livingHead);
  const examples = [...before.matchAll(/^```[a-z]+ ([a-z-]+) (broken|fixed)(?: ([a-z0-9 -]+))?\n([\s\S]*?)^```$/gm)].map(
    ([, surface = '', kind, label = '', body = '']) => ({ surface, kind, label, body }),
  );
  const pairs = examples
    .filter(({ kind }) => kind === 'broken')
    .flatMap(({ surface, label, body: broken }): Pair[] => {
      const fixed = examples.find((one) => one.kind === 'fixed' && one.surface === surface && one.label === label);
      return fixed === undefined ? [] : [{ surface, label, broken, fixed: fixed.body }];
    });
  const [intro = ''] = before.replace(/^# .*\n/, '').split(/^```/m);
  return { intro: intro.trim(), living: living.trim(), pairs };
}

/** Paragraphs without the file's own line breaks. */
export const paragraphs = (text: string): readonly string[] =>
  text
    .split(/\n{2,}/)
    .map((part) => part.replaceAll('\n', ' ').trim())
    .filter((part) => part !== '');
