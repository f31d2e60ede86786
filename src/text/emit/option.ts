import type { Said } from './said.ts';

/** An option of `docker run` and `podman run`, without its dashes. No value: a switch. */
export interface EngineOption {
  readonly flag: string;
  readonly value?: Said;
}

export const of = (flag: string, value: Said | undefined): readonly EngineOption[] => (value === undefined ? [] : [{ flag, value }]);
