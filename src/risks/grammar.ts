import type { Note } from './note.ts';

type Terms = Pick<Note, 'until' | 'reason'>;

/** `until 2027-01-31: reason` or `until 2027-01-31 because reason`, as far as it is there. */
export function termsOf(text: string): Terms {
  let rest = text.trim();
  let until: string | undefined;
  const word = /^until(?=[\s:]|$)[\s:]*/i.exec(rest);
  if (word !== null) {
    rest = rest.slice(word[0].length);
    const end = rest.search(/[\s:]/);
    until = end < 0 ? rest : rest.slice(0, end);
    rest = rest.slice(until.length);
  }
  const reason = rest
    .replace(/^[\s:]+/, '')
    .replace(/^because(?=\s|$)/i, '')
    .trim();
  return { ...(until === undefined || until === '' ? {} : { until }), ...(reason === '' ? {} : { reason }) };
}

/** What follows the word `accept`: `CONTROL[, CONTROL] until DATE: reason`. */
export function acceptanceOf(text: string): Terms & Pick<Note, 'controls'> {
  const controls: string[] = [];
  let rest = text.trim();
  for (let more = true; more; ) {
    const word = /^[A-Za-z0-9_-]+/.exec(rest)?.[0];
    if (word === undefined || (controls.length === 0 && /^(?:until|because)$/i.test(word))) break;
    controls.push(word);
    rest = rest.slice(word.length).trimStart();
    more = rest.startsWith(',');
    if (more) rest = rest.slice(1).trimStart();
  }
  return { controls: [...new Set(controls)], ...termsOf(rest) };
}
