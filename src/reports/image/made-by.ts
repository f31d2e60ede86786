import type { InLayer } from '../../model/index.ts';

/** "layer 4, made by COPY . /srv (Containerfile:7)". */
export const madeBy = ({ layer, instruction, containerfile: at }: Pick<InLayer, 'layer' | 'instruction' | 'containerfile'>): string =>
  `layer ${layer}, made by ${instruction ?? 'an instruction that the history does not tell'}${at === undefined ? '' : ` (${at.file}:${at.line})`}`;
