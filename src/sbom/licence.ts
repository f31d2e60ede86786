import { spdxLicenses } from '../facts/spdx-licenses.ts';

/** Longer ones are quoted as they are: nobody writes them by hand. */
const longest = 2000;

/**
 * Is a licence, as the records of a package say it, an expression of SPDX with ids of its list? "GPL-2.0-or-later WITH Classpath-exception-2.0 AND
 * (MIT OR Zlib)". References to texts elsewhere (LicenseRef-) are not, because the texts are not at hand. Linear. Source: SPDX 2.3, annex D.
 */
export function isExpression(text: string): boolean {
  if (text.length > longest) return false;
  const { licenses, exceptions } = spdxLicenses();
  let depth = 0;
  let before: 'nothing' | 'license' | 'with' | 'exception' | 'closed' = 'nothing';
  for (const word of text.match(/[()]|[^\s()]+/g) ?? []) {
    const wanted = before === 'nothing';
    if (word === '(') {
      if (!wanted) return false;
      depth++;
    } else if (word === ')') {
      if (wanted || before === 'with' || depth-- === 0) return false;
      before = 'closed';
    } else if (word === 'AND' || word === 'OR') {
      if (wanted || before === 'with') return false;
      before = 'nothing';
    } else if (word === 'WITH') {
      if (before !== 'license') return false;
      before = 'with';
    } else if (before === 'with') {
      if (!exceptions.has(word)) return false;
      before = 'exception';
    } else {
      if (!wanted || !(licenses.has(word) || licenses.has(word.replace(/\+$/, '')))) return false;
      before = 'license';
    }
  }
  return depth === 0 && before !== 'nothing' && before !== 'with';
}
