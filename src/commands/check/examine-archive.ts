import type { Target } from '../targets.ts';
import { type Examined, problem, type Question } from './examine.ts';

export async function examineArchive(_target: Extract<Target, { kind: 'archive' }>, _question: Question): Promise<Examined> {
  return problem({ file: 'archive', message: 'not read yet' });
}
