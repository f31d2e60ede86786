import type { Control } from '../model/index.ts';
import { noNewPrivileges } from './no-new-privileges/control.ts';

/** Every control, sorted by group and then by weight: the order of the reports. */
export const controls: readonly Control[] = [noNewPrivileges];
