import { sayRate } from '../engines/describe/say.ts';
import { type BlockIO, byDefault, type DeviceRate, type Field, isUnknown, mapField } from '../model/index.ts';
import { type Drift, differ } from './drift.ts';

const none = -1;

/** A rate that the control group does not hold it to, or only to a higher one. A device has a name on one side and numbers on the other. */
export function rateDrifts(effective: BlockIO | undefined, observed: BlockIO | undefined): readonly Drift[] {
  // Where the control group could not be read its weight says so.
  if (observed === undefined || (observed.throttle === undefined && isUnknown(observed.weight))) return [];
  return (effective?.throttle ?? []).flatMap((field) => {
    if (isUnknown(field) || field.value.rate <= 0) return [];
    const asked = field.value;
    const say = (rate: number): string => (rate === none ? 'unlimited' : sayRate({ ...asked, rate }));
    const met = heldTo(asked.of, observed);
    const rate = mapField(field, (value) => value.rate);
    return differ(
      'linux.resources.blockIO.throttle',
      'low',
      rate,
      met,
      (limit, is) => (is === none || is > limit ? 'weaker' : undefined),
      say,
    );
  });
}

/** The lowest of its kind. */
function heldTo(of: DeviceRate['of'], { throttle = [] }: BlockIO): Field<number> {
  const rates = throttle.flatMap((field) => (!isUnknown(field) && field.value.of === of ? [mapField(field, ({ rate }) => rate)] : []));
  const lowest = rates.toSorted((a, b) => rateOf(a) - rateOf(b))[0];
  return lowest ?? byDefault(none, 'its control group, which has no such rate');
}

const rateOf = (field: Field<number>): number => (isUnknown(field) ? Number.POSITIVE_INFINITY : field.value);
