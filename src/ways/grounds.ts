import type { Field, Ground, Origin } from '../model/index.ts';
import { placeOf } from '../text/lines.ts';
import type { Inmate } from './inmate.ts';

/**
 * Something that could stand between two holds and does not: what the step rests on. `because`: it could not be told, so that the step is
 * not sure. `shut`: it stands.
 */
export type Gap = Open | 'shut';

export interface Open {
  readonly ground: Ground;
  readonly because?: string;
}

/** Views of a process name a file of the kernel as their place. */
export const isObserved = ({ source: { path } }: Origin): boolean => /^(?:inside:)?\/(?:proc|sys)\//.test(path);

/** What decides where there is one: the control is that of the line which has to change, the field says how it is known. */
export function ground(inmate: Inmate, detail: string, field?: Field<unknown>, control?: string): Ground {
  const { scene, container } = inmate;
  const change = control === undefined ? undefined : scene.changeFor(control, field);
  const measure = change?.control ?? control;
  return {
    container: container.id,
    detail,
    ...known(field),
    ...(measure === undefined ? {} : { control: measure }),
    ...(change === undefined ? {} : { change }),
  };
}

function known(field: Field<unknown> | undefined): Pick<Ground, 'view' | 'place' | 'from'> {
  if (field === undefined) return { view: 'fact' };
  const { origin } = field;
  if (origin !== undefined && isObserved(origin)) return { view: 'observed', from: origin.source.path };
  const place = origin === undefined ? {} : { place: placeOf(origin) };
  if (field.state === 'written') return { view: 'written', ...place };
  if (field.state === 'default') return { view: 'default', from: field.from, ...place };
  return { view: 'unknown', from: field.because, ...place };
}

/** A gap that is there for certain. */
export const gap = (inmate: Inmate, detail: string, field?: Field<unknown>, control?: string): Open => ({
  ground: ground(inmate, detail, field, control),
});

/** A gap of which nobody can say whether it is there. */
export const doubt = (inmate: Inmate, detail: string, because: string, field?: Field<unknown>, control?: string): Open => ({
  ground: { ...ground(inmate, detail, field, control), view: 'unknown', from: because },
  because,
});

/** Where the change that its measure asks for would not close it. */
export function withoutChange({ change: _, ...rest }: Ground): Ground {
  return rest;
}
