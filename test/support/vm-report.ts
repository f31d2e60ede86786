import type { Evidence } from '../../src/model/index.ts';
import type { Ran } from './cli.ts';

/** What the tests of the VM lab read out of reports in JSON. */
interface Proof {
  readonly control: string;
  readonly verdict: string;
  readonly evidence: readonly Evidence[];
}
interface Checked {
  readonly findings: readonly { readonly control: string; readonly outcome: string; readonly detail: string }[];
}

const proofOf = ({ out }: Ran, control: string): Proof | undefined =>
  (JSON.parse(out) as { readonly containers: readonly { readonly controls: readonly Proof[] }[] }).containers[0]?.controls.find(
    (one) => one.control === control,
  );

export const verdictOf = (ran: Ran, control: string): string | undefined => proofOf(ran, control)?.verdict;

/** "open a raw socket: socket answers EACCES (AppArmor profile web)". */
export const evidenceOf = (ran: Ran, control: string): readonly string[] =>
  (proofOf(ran, control)?.evidence ?? []).map(({ probe, observed, layer, by }) => `${probe}: ${observed} (${by ?? layer})`);

/** "broken: memory is not limited", of one control. */
export const findingsOf = ({ out }: Ran, control: string): readonly string[] =>
  (JSON.parse(out) as Checked).findings.flatMap((one) => (one.control === control ? [`${one.outcome}: ${one.detail}`] : []));

/** "weaker linux.resources.memory.limit 64 MiB unlimited". */
export const driftsOf = ({ out }: Ran): readonly string[] =>
  (
    JSON.parse(out) as {
      readonly drifts: readonly { path: string; direction: string; effective: { value: string }; observed: { value: string } }[];
    }
  ).drifts.map(({ path, direction, effective, observed }) => `${direction} ${path} ${effective.value} ${observed.value}`);
