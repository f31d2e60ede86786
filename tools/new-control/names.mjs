/** Words that cannot name an export, of those that our pattern lets through. */
const reserved = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield'.split(
    ' ',
  ),
);

/** What is wrong with a name for a control, or undefined: words in lower case, joined by hyphens. */
export function objectionTo(id) {
  if (!/^[a-z]{1,40}(-[a-z]{1,40}){0,6}$/.test(id)) {
    return `"${id}" is no name for a control: use words in lower case joined by hyphens, like read-only-root`;
  }
  return reserved.has(id) ? `"${id}" is a word of JavaScript: add another word` : undefined;
}

/** read-only-root → readOnlyRoot */
export const identifierOf = (id) => id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

/** The group that some words mean: "kernel surface", "kernel-surface"; undefined where there is none. */
export const asGroup = (words, groups) => {
  const wanted = words.join(' ').toLowerCase().replaceAll('-', ' ');
  return groups.find((group) => group === wanted);
};
