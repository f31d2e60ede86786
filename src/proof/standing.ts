import { capabilityNames } from '../facts/capabilities.ts';
import type { SecurityLabel } from '../facts/security-label.ts';
import { type Answer, type Attempt, capabilitiesIn, confines, labelIn } from '../probes/index.ts';

/** What the program itself was seen to stand under: it counts for more than what the engine was to make. Absent: it could not be read. */
export interface Standing {
  /** Null: no security module keeps it from anything. */
  readonly label?: SecurityLabel | null;
  /** The effective capabilities by name. */
  readonly capabilities?: ReadonlySet<string>;
}

export function standingOf(attempts: readonly Attempt[], answers: ReadonlyMap<number, Answer>): Standing {
  const answerOf = (id: string): Answer | undefined => answers.get(attempts.findIndex((attempt) => attempt.id === id));
  const label = answerOf('AppArmor label');
  const status = answerOf('every privilege');
  const held = status === undefined ? undefined : capabilitiesIn(status);
  return {
    ...(label === undefined ? {} : labelOf(label)),
    ...(held === undefined ? {} : { capabilities: new Set(capabilityNames(held)) }),
  };
}

/** EINVAL: there is no module that would answer. */
function labelOf(answer: Answer): Pick<Standing, 'label'> {
  const einval = 22;
  if (answer.errno !== undefined) return answer.errno === einval ? { label: null } : {};
  const label = labelIn(answer);
  return label === undefined ? {} : { label: confines(label) ? label : null };
}
