import type { LayerFact } from '../../model/index.ts';

/** Characters that are kept of a layer: ten times what the largest images tell. */
const mostCharacters = 64 * 1024 * 1024;
/** What a fact takes beside its texts. */
const ownWeight = 100;
const mostProblems = 100;

/** Facts of a layer, which a hostile one may have without end: what is too much is told once, and the rest is left out. */
export function keptFacts(): { add(more: readonly LayerFact[]): void; readonly facts: readonly LayerFact[] } {
  const facts: LayerFact[] = [];
  let weight = 0;
  let problems = 0;
  let isFull = false;
  return {
    facts,
    add(more) {
      for (const fact of more) {
        if (isFull) return;
        if (fact.kind === 'problem' && ++problems > mostProblems) {
          if (problems === mostProblems + 1)
            facts.push({ ...fact, because: `it is one of more than ${mostProblems} files that were not read` });
          continue;
        }
        weight += weightOf(fact);
        isFull = weight > mostCharacters;
        facts.push(isFull ? { kind: 'problem', path: fact.path, because: tooMuch } : fact);
      }
    },
  };
}

const tooMuch = 'from here on the layer tells of more packages and files than are kept: the rest of it is not told';

function weightOf(fact: LayerFact): number {
  const texts = fact.kind === 'owned' ? sum(fact.files, ({ length }) => length) : 0;
  const packages =
    fact.kind === 'packages'
      ? sum(fact.packages, ({ name, version, license = '' }) => ownWeight + name.length + version.length + license.length)
      : 0;
  const accounts =
    fact.kind === 'accounts'
      ? sum(fact.users ?? [], ({ name }) => ownWeight + name.length) + sum(fact.groups ?? [], (name) => name.length)
      : 0;
  return ownWeight + fact.path.length + texts + packages + accounts;
}

const sum = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((total, one) => total + of(one), 0);
