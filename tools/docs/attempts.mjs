const [start, end] = ['<!-- npm run docs: every measure -->', '<!-- end of every measure -->'];

/** The text of docs/PROVE.md with its table of every measure made anew: what is tried, or why nothing is (src/proof). */
export function provePage(text, { controls, noteOf, proofOf }) {
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`docs/PROVE.md has no ${start} with ${end} behind it`);
  const rows = controls.map(({ id }) => `| [\`${id}\`](controls/${id}.md) | ${say(proofOf(id), noteOf)} |`);
  return [
    before,
    start,
    '\n\n| measure | can somebody inside do this? |\n| --- | --- |\n',
    rows.sort().join('\n'),
    '\n\n',
    end,
    after,
  ].join('');
}

const say = (proof, noteOf) =>
  proof.trials === undefined ? proof.read : proof.trials.map((trial) => `${trial.tries}${noteOf(trial)}`).join('; ');
