import type { InLayer } from '../../model/index.ts';

/** "layer 4, made by COPY . /srv". */
export const madeBy = ({ layer, instruction }: Pick<InLayer, 'layer' | 'instruction'>): string =>
  `layer ${layer}, made by ${instruction ?? 'an instruction that the history does not tell'}`;
