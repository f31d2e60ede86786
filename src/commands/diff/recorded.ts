import { type ReadContext, type Source, Unreadable } from '../../model/index.ts';

type Answer = { readonly source: Source | undefined } | { readonly names: readonly string[] } | { readonly unreadable: string };

/** What one text asked of its side while it was read, each question once, and what it was told. */
export type Asked = ReadonlyMap<string, { readonly ask: (context: ReadContext) => Answer; readonly answer: Answer }>;

/** A context that keeps every answer. The variables are those of the process, the same for both sides. */
export function recording(context: ReadContext): { readonly context: ReadContext; readonly asked: Asked } {
  const asked = new Map<string, { ask: (context: ReadContext) => Answer; answer: Answer }>();
  const { list } = context;
  function told<T>(key: readonly string[], ask: (of: ReadContext) => T, asAnswer: (told: T) => Answer): T {
    const keep = (answer: Answer): void => {
      asked.set(JSON.stringify(key), { ask: (of) => asAnswer(ask(of)), answer });
    };
    try {
      const answer = ask(context);
      keep(asAnswer(answer));
      return answer;
    } catch (error) {
      if (error instanceof Unreadable) keep({ unreadable: error.message });
      throw error;
    }
  }
  return {
    asked,
    context: {
      ...context,
      load: (path, from) =>
        told(
          ['load', from.path, path],
          (of) => of.load(path, from),
          (source) => ({ source }),
        ),
      ...(list === undefined
        ? {}
        : {
            list: (folder, from) =>
              told(
                ['list', from.path, folder],
                (of) => of.list?.(folder, from) ?? [],
                (names) => ({ names }),
              ),
          }),
    },
  };
}

/**
 * Would the same text be told the same on the side of this context? Then the same comes of it, since a reader that has been told the same so far asks
 * the same next.
 */
export function isToldTheSame(asked: Asked, context: ReadContext): boolean {
  for (const { ask, answer } of asked.values()) {
    const other = answerOf(ask, context);
    if (!isSame(answer, other)) return false;
  }
  return true;
}

function answerOf(ask: (context: ReadContext) => Answer, context: ReadContext): Answer {
  try {
    return ask(context);
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.message };
    throw error;
  }
}

function isSame(one: Answer, other: Answer): boolean {
  if ('unreadable' in one) return 'unreadable' in other && one.unreadable === other.unreadable;
  if ('names' in one)
    return 'names' in other && one.names.length === other.names.length && one.names.every((name, at) => name === other.names[at]);
  return 'source' in other && one.source?.path === other.source?.path && one.source?.text === other.source?.text;
}
