import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const parts = [
  'src',
  'test',
  'tools',
  'docs',
  'sample',
  'tsconfig.json',
  'biome.json',
  'vitest.config.ts',
  'package.json',
  'CONTRIBUTING.md',
];

export interface Checkout {
  readonly path: string;
  /** Runs a program of node in the copy; `file` relative to this repository. */
  run(file: string, ...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string };
  remove(): void;
}

/** A copy of what the tools for controls touch, in a folder of its own. */
export function temporaryCheckout(): Checkout {
  const path = mkdtempSync(join(tmpdir(), 'bulkhead-tools-'));
  for (const part of parts) cpSync(join(root, part), join(path, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  return {
    path,
    run: (file, ...args) => spawnSync(process.execPath, [join(root, file), ...args], { cwd: path, encoding: 'utf8' }),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
