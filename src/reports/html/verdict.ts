import { atLeast, type Report, type Severity } from '../../model/index.ts';
import type { PageVerdict } from '../../web/data.ts';
import { isOpen } from '../lived-with.ts';
import type { ProofReport } from '../proof/shape.ts';
import { count } from '../text/words.ts';

/** What the run comes to, as its exit code says it. `failOn` absent: nothing decides over it. */
export function checkVerdict({ findings, summary }: Report, failOn: Severity | undefined): PageVerdict {
  const grave = findings.filter((each) => isOpen(each) && failOn !== undefined && atLeast(each.severity, failOn));
  const broken = grave.filter(({ outcome }) => outcome === 'broken').length;
  const unknown = grave.filter(({ outcome }) => outcome === 'unknown').length;
  const open = summary.problems === 0 ? '' : `, and ${count(summary.problems, 'problem')} kept something from being judged`;
  if (broken > 0)
    return { fails: true, text: `The check fails: ${count(broken, 'finding')} ${broken === 1 ? 'is' : 'are'} ${floor(failOn)}${open}` };
  if (unknown > 0) return { fails: true, text: `The check fails: a measure that is ${floor(failOn)} could not be decided${open}` };
  if (summary.problems > 0)
    return { fails: true, text: `The check fails: ${count(summary.problems, 'problem')} kept something from being judged` };
  if (summary.containers === 0) return { text: 'Nothing was judged' };
  return failOn === undefined
    ? { text: 'Nothing decides over the exit code' }
    : { fails: false, text: `The check passes: nothing is ${floor(failOn)}` };
}

const floor = (failOn: Severity | undefined): string => (failOn === 'critical' ? 'critical' : `${failOn} or worse`);

/** What was proved, at whatever severity. */
export function proofVerdict({ containers, problems }: ProofReport): PageVerdict {
  const rows = containers.flatMap(({ controls }) => controls);
  const failing = rows.filter(({ verdict }) => verdict === 'fails').length;
  const holding = rows.filter(({ verdict }) => verdict === 'holds').length;
  const cut = containers.filter(({ cutShort }) => cutShort !== undefined).length;
  const open = problems.length + cut === 0 ? '' : `; ${count(problems.length + cut, 'problem')}`;
  if (failing === 0)
    return { fails: problems.length + cut > 0, text: `${count(holding, 'measure')} held on the real kernel, none failed${open}` };
  return {
    fails: true,
    text: `${count(failing, 'measure')} ${failing === 1 ? 'does' : 'do'} not hold on the real kernel, ${holding} ${holding === 1 ? 'does' : 'do'}${open}`,
  };
}
