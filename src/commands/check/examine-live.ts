import type { Target } from '../targets.ts';
import { type Examined, problem, type Question } from './examine.ts';

export async function examineLive(_target: Extract<Target, { kind: 'live' }>, _question: Question): Promise<Examined> {
  return problem({ file: 'live', message: 'not read yet' });
}
