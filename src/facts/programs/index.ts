import { isBuildTool } from './build-tools.ts';
import { isPackageManager } from './package-managers.ts';
import { isShell } from './shells.ts';

export type ProgramKind = 'shell' | 'package-manager' | 'build-tool';

/** What a program is for, by the last part of its path; undefined: none of these. */
export function programKindOf(name: string): ProgramKind | undefined {
  if (isShell(name)) return 'shell';
  if (isPackageManager(name)) return 'package-manager';
  return isBuildTool(name) ? 'build-tool' : undefined;
}
