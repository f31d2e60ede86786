import { Unreadable } from '../../model/index.ts';
import { controlOf, networkOf } from './json.ts';
import type { Digest, ProofReport, ProofVerdict } from './shape.ts';

/** Sources: in-toto attestation framework 1.1, spec/v1/statement.md, spec/v1/resource_descriptor.md and spec/predicates/test-result.md (0.1). */
const statementType = 'https://in-toto.io/Statement/v1';
const predicateType = 'https://in-toto.io/attestation/test-result/v0.1';

/**
 * An in-toto statement about the image that was proved, not signed, ending with a line break; keys always stand in the same order. Each control is a
 * test: one that holds has passed, one that could not be told has a warning, one that was not probed is in no list. What each rests on is in the
 * extension `bulkheadProof`. Throws Unreadable where there is not exactly one container, or no digest to speak of: a statement is about one image.
 */
export function proofInToto(report: ProofReport): string {
  const [one, ...more] = report.containers;
  const [problem] = report.problems;
  if (problem !== undefined) throw new Unreadable(`no statement is made of a proof that is not complete: ${problem.message}`);
  if (one === undefined || more.length > 0)
    throw new Unreadable('an in-toto statement is about one container; choose one with --container');
  if (one.cutShort !== undefined) throw new Unreadable(`no statement is made of a proof that is not complete: ${one.cutShort}`);
  if (one.subject.length === 0)
    throw new Unreadable(`the engine tells no digest of the image of ${one.container.name}, so that no statement can be made about it`);
  const named = (verdict: ProofVerdict): readonly string[] => one.controls.flatMap((row) => (row.verdict === verdict ? [row.control] : []));
  const [failedTests, warnedTests] = [named('fails'), named('inconclusive')];
  const statement = {
    _type: statementType,
    subject: one.subject.map(descriptorOf),
    predicateType,
    predicate: {
      result: failedTests.length > 0 ? 'FAILED' : warnedTests.length > 0 ? 'WARNED' : 'PASSED',
      configuration: one.configuration.map(descriptorOf),
      passedTests: named('holds'),
      warnedTests,
      failedTests,
      bulkheadProof: {
        version: report.version,
        tool: { name: report.tool.name, version: report.tool.version },
        time: report.time,
        machine: { kernel: report.machine.kernel, architecture: report.machine.architecture },
        engine: { name: one.container.engine, version: one.container.engineVersion },
        profile: report.profile,
        way: one.way,
        controls: one.controls.map(controlOf),
        notes: one.notes,
        network: networkOf(one.network),
      },
    },
  };
  return `${JSON.stringify(statement, null, 2)}\n`;
}

const descriptorOf = ({ name, sha256 }: Digest) => ({ name, digest: { sha256 } });
