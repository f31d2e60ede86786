import { type Judgement, judge } from '../../judge.ts';
import { type Container, type Control, inapplicable, isUnknown, undecided, type Verdict } from '../../model/index.ts';
import { notTold } from '../../observe/not-told.ts';

/** What controls say of an observed view: of what the kernel does not tell, that it does not. */
export const judgeObserved = (container: Container, controls: readonly Control[]): readonly Judgement[] =>
  judge(container, controls).map((judgement) => ({
    ...judgement,
    verdict: verdictOf(judgement.control.id, container) ?? judgement.verdict,
  }));

/** What rests on variables or mounts that could not be read is not known, though none are listed. */
function verdictOf(control: string, { observed, mounts }: Container): Verdict | undefined {
  const hidden = mounts.map(({ source }) => source).find(isUnknown);
  const all = mounts.every(({ destination }) => isUnknown(destination));
  if (control === 'engine-socket' && hidden !== undefined && all) return undecided(hidden, 'critical');
  const unread = observed?.unreadEnvironment;
  if (control === 'secret-in-environment' && isUnknown(unread)) return undecided(unread);
  const because = notTold.get(control);
  return because === undefined ? undefined : inapplicable(because);
}
