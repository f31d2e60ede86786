import { resolve } from '../../src/engines/index.ts';
import { defaultEngine } from '../../src/engines/known.ts';
import type { Container } from '../../src/model/index.ts';
import { only } from './run-command.ts';

/** The effective view of a run command, under the newest version of its engine. */
export function effectiveOf(command: string): Container {
  const declared = only(command);
  return resolve(declared, defaultEngine(declared.engine));
}
