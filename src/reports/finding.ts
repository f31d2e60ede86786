import { type Judgement, patchOf } from '../judge.ts';
import { type Broken, type Change, type Container, type Finding, type Origin, type Phrases, phrase, type Verdict } from '../model/index.ts';
import { excerptOf, spanOf } from '../text/excerpt.ts';
import { placeOf } from '../text/lines.ts';
import { oneLine } from '../text/printable.ts';

/** A judgement as plain data, in the words of the surface that declared the container. */
export function toFinding(judgement: Judgement, phrases: Phrases, withExcerpt = true): Finding {
  const { control, container, verdict, impliedBy } = judgement;
  const decided = decidingOrigin(verdict);
  const open = verdict.outcome === 'broken' || verdict.outcome === 'unknown';
  const from = decidedBy(verdict);
  const remedy = open ? say(patchOf(judgement), phrases, container) : undefined;
  return {
    control: control.id,
    severity: ('severity' in verdict ? verdict.severity : undefined) ?? control.severity,
    outcome: verdict.outcome,
    gain: partOf(verdict)?.gain ?? control.gain,
    container: container.id,
    detail: oneLine('detail' in verdict ? verdict.detail : verdict.because),
    origin: placeOf(decided ?? container.origin),
    ...(withExcerpt && open && decided !== undefined ? { excerpt: partOf(verdict)?.concealed ? spanOf(decided) : excerptOf(decided) } : {}),
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
function say(patch: readonly Change[], phrases: Phrases, { engine }: Container): readonly string[] | undefined {
  const lines = patch.map((change) => phrase(phrases, change, engine)).filter((line) => line !== undefined);
  return lines.length === 0 ? undefined : [...new Set(lines)];
}
