import { Lexer } from 'yaml';

const isYaml = (file) => /\.(?:ya?ml|json)$/i.test(file);

/** The comments of a text, in order. Of what is not YAML: lines that begin with # or ;. */
export function commentsIn(file, text) {
  if (!isYaml(file))
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /^[#;]/.test(line));
  return [...new Lexer().lex(text)].filter((token) => token.startsWith('#')).map((token) => token.trim());
}

/** Comments that are gone. */
export function lostFrom(file, before, after) {
  const left = counted(commentsIn(file, after));
  return commentsIn(file, before).filter((comment) => !taken(left, comment));
}

function counted(items) {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function taken(counts, item) {
  const count = counts.get(item) ?? 0;
  counts.set(item, count - 1);
  return count > 0;
}
