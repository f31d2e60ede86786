import { drift as control } from '../../../drift/control.ts';
import { compare, type Drift, sayDrift } from '../../../drift/index.ts';
import { machine } from '../../../host/machine.ts';
import type { Container, Finding } from '../../../model/index.ts';
import { viewOf } from '../../../reports/views.ts';
import { excerptOf } from '../../../text/excerpt.ts';
import { placeOf } from '../../../text/lines.ts';
import { readerOf, surfaceById } from '../../declare.ts';
import { droppedSettings } from '../../drift/asked.ts';
import type { Given } from '../../gift.ts';
import { observeContainer } from '../../observe/container.ts';
import { settleText } from '../../settle-text.ts';
import { seenPart } from '../../ways/seen.ts';
import type { Examined, Question } from './examine.ts';

/** A container as it was judged by what its engine says of it, with what the kernel holds put beside that. */
export async function withDrift(
  examined: Examined,
  given: Given & { readonly engine: NonNullable<Given['engine']> },
  question: Question,
): Promise<Examined> {
  const [judged] = examined.containers;
  if (judged === undefined || question.severity[control.id] === 'off') return examined;
  const seen = await observeContainer(given.source.text, judged.name);
  if ('because' in seen) {
    const passed = { file: `${given.source.path} as the kernel has it`, reason: seen.because };
    return { ...examined, passedOver: [...examined.passedOver, passed] };
  }
  const {
    containers: [effective],
  } = await settleText(given, () => given.engine);
  const drifts = effective === undefined ? [] : compare(effective, seen.container);
  const weaker = [...drifts, ...(await droppedSettings(given, seen.container, drifts))].filter(({ direction }) => direction === 'weaker');
  const severity = question.severity[control.id];
  const { phrases } = await readerOf(surfaceById(judged.surface === 'host' ? 'inspect' : judged.surface));
  return {
    ...examined,
    ...(question.ways === undefined || effective === undefined
      ? {}
      : { parts: [seenPart(effective, seen.container, { words: phrases, versions: { kernel: machine().kernel } })] }),
    containers: [{ ...judged, ...(question.views ? { observed: viewOf(seen.container) } : {}) }, ...examined.containers.slice(1)],
    findings: [
      ...examined.findings,
      ...weaker
        .map((one) => findingOf(one, effective ?? seen.container))
        .map((finding) => (severity === undefined || severity === 'off' ? finding : { ...finding, severity })),
      ...(question.all && weaker.length === 0 ? [nothingWeaker(effective ?? seen.container)] : []),
    ],
    held: { ...examined.held, [judged.id]: (examined.held[judged.id] ?? 0) + (weaker.length === 0 ? 1 : 0) },
  };
}

/** A setting of a command line that the engine keeps is told at the container: there is no file that could be opened. */
function findingOf(one: Drift, container: Container): Finding {
  const own = one.effective.field.origin;
  const origin = own?.source.path === container.origin.source.path ? own : undefined;
  return {
    control: control.id,
    severity: one.severity,
    outcome: 'broken',
    gain: control.gain,
    container: container.id,
    detail: sayDrift(one),
    origin: placeOf(origin ?? container.origin),
    ...(origin === undefined ? {} : { excerpt: excerptOf(origin) }),
    references: {},
  };
}

const nothingWeaker = (container: Container): Finding => ({
  control: control.id,
  severity: control.severity,
  outcome: 'held',
  gain: control.gain,
  container: container.id,
  detail: 'the kernel holds what the engine was told',
  origin: placeOf(container.origin),
  references: {},
});
