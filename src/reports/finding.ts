import type { Judgement } from '../judge.ts';
import { type Broken, type Change, type Finding, type Origin, type Phrases, phrase, type Verdict } from '../model/index.ts';
import { excerptOf } from '../text/excerpt.ts';
import { placeOf } from '../text/lines.ts';

/** A judgement as plain data, in the words of the surface that declared the container. */
export function toFinding({ control, container, verdict, impliedBy }: Judgement, phrases: Phrases): Finding {
  const decided = decidingOrigin(verdict);
  const open = verdict.outcome === 'broken' || verdict.outcome === 'unknown';
  const from = decidedBy(verdict);
  const remedy = open ? say(partOf(verdict)?.remedy ?? control.harden(container), phrases) : undefined;
  return {
    control: control.id,
    severity: ('severity' in verdict ? verdict.severity : undefined) ?? control.severity,
    outcome: verdict.outcome,
    gain: partOf(verdict)?.gain ?? control.gain,
    container: container.id,
    detail: 'detail' in verdict ? verdict.detail : verdict.because,
    origin: placeOf(decided ?? container.origin),
    ...(open && decided !== undefined ? { excerpt: excerptOf(decided) } : {}),
    ...(from === undefined ? {} : { from }),
    ...(impliedBy === undefined ? {} : { impliedBy }),
    ...(remedy === undefined ? {} : { remedy }),
    references: control.references,
  };
}

const partOf = (verdict: Verdict): Broken | undefined => (verdict.outcome === 'broken' ? verdict : undefined);

/** The line that decides; undefined where nobody wrote one. */
function decidingOrigin(verdict: Verdict): Origin | undefined {
  if ('origin' in verdict && verdict.origin !== undefined) return verdict.origin;
  return 'field' in verdict ? verdict.field?.origin : undefined;
}

const decidedBy = (verdict: Verdict): string | undefined =>
  'field' in verdict && verdict.field?.state === 'default' ? verdict.field.from : undefined;

/** One line a change, each once; undefined where the surface has no word for any of them. */
function say(patch: readonly Change[], phrases: Phrases): readonly string[] | undefined {
  const lines = patch.map((change) => phrase(phrases, change)).filter((line) => line !== undefined);
  return lines.length === 0 ? undefined : [...new Set(lines)];
}
