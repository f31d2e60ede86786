import type { Evidence } from '../../model/index.ts';
import { waysJson } from '../ways/json.ts';
import type { ProofReport, ProvedContainer, ProvedControl } from './shape.ts';
import { summaryOf } from './summary.ts';

/** The report as docs/proof.schema.json describes it, ending with a line break. Keys always stand in the same order. */
export function proofJson(report: ProofReport): string {
  const { version, tool, target, time, machine, profile, containers, problems, ways } = report;
  const ordered = {
    version,
    tool: { name: tool.name, version: tool.version },
    target,
    time,
    machine: { kernel: machine.kernel, architecture: machine.architecture },
    profile,
    containers: containers.map(containerOf),
    problems: problems.map(({ file, line, column, message }) => ({ file, line, column, message })),
    summary: summaryOf(report),
    ways: ways === undefined ? undefined : waysJson(ways),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

const containerOf = ({
  container: { id, name, engine, engineVersion, file, line },
  way,
  subject,
  configuration,
  controls,
  drifts,
  unobserved,
  notes,
  network,
  cutShort,
}: ProvedContainer) => ({
  container: { id, name, engine, engineVersion, file, line },
  way,
  subject: subject.map(digestOf),
  configuration: configuration.map(digestOf),
  controls: controls.map(controlOf),
  drifts: drifts.map(({ path, direction, effective, observed }) => ({
    path,
    direction,
    effective: { value: effective.value, ground: effective.ground, declared: effective.declared },
    observed: { value: observed.value, ground: observed.ground },
  })),
  unobserved,
  notes,
  network: networkOf(network),
  cutShort,
});

/** As it also stands in an attestation. */
export const networkOf = (network: ProvedContainer['network']) =>
  network && {
    egress: network.egress.map(({ family, packet, state, because }) => ({ family, packet, state, because })),
    neighbours: network.neighbours.map(({ whom, network: which, state, because }) => ({ whom, network: which, state, because })),
    declared: network.declared,
  };

const digestOf = ({ name, sha256 }: ProvedContainer['subject'][number]) => ({ name, sha256 });

/** One control, as it also stands in an attestation. */
export const controlOf = ({
  control,
  title,
  severity,
  verdict,
  basis,
  because,
  declared,
  effective,
  observed,
  evidence,
  drift,
}: ProvedControl) => ({
  control,
  title,
  severity,
  verdict,
  basis,
  because,
  declared: declared && { file: declared.file, line: declared.line, column: declared.column, text: declared.text },
  effective: effective && { outcome: effective.outcome, detail: effective.detail, from: effective.from },
  observed: observed && { outcome: observed.outcome, detail: observed.detail, ground: observed.ground },
  evidence: evidence.map(evidenceOf),
  drift: drift.map(({ between, direction }) => ({ between, direction })),
});

const evidenceOf = ({ verdict, probe, call, answer, layer, by, observed, lacking, mild }: Omit<Evidence, 'control' | 'container'>) => ({
  verdict,
  probe,
  call,
  answer,
  layer,
  by,
  observed,
  lacking,
  mild,
});
