import { type Examined, problem, type Question } from './examine.ts';

export async function examineHost(_question: Question): Promise<Examined> {
  return problem({ file: 'host', message: 'not read yet' });
}
