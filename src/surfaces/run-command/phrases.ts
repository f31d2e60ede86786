import type { Phrases } from '../../model/index.ts';

export const phrases = {} as Phrases;
