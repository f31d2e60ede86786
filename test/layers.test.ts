import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Cruised {
  summary: { totalCruised: number; violations: { rule: { name: string } }[] };
}

function cruise(folder: string): Cruised {
  const depcruise = join('node_modules', '.bin', 'depcruise');
  const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', folder];
  return JSON.parse(execFileSync(depcruise, args, { maxBuffer: 1 << 28 }).toString());
}

describe('the layers guard', () => {
  it('reads every source file', () => {
    const files = readdirSync('src', { recursive: true }).filter((file) => String(file).endsWith('.ts'));
    expect(cruise('src').summary.totalCruised).toBeGreaterThanOrEqual(files.length);
  });

  it.each([
    ['a surface that reads files', 'surfaces/compose', "import 'node:fs';", 'one-door-out'],
    ['a surface that knows a control', 'surfaces/compose', "import '../../../controls/index.ts';", 'surfaces-know-the-model'],
    ['a surface that knows another', 'surfaces/compose', "import '../../kubernetes/read.ts';", 'surfaces-are-strangers'],
    ['a control that knows a surface', 'controls/privileged', "import '../../../surfaces/index.ts';", 'controls-know-the-model'],
    ['the model that knows the facts', 'model', "import '../../facts/capabilities.ts';", 'model-knows-nobody'],
    ['a profile that knows an engine', 'profiles/seccomp', "import '../../../engines/index.ts';", 'profiles-are-profiles'],
    ['a page that knows a report', 'web', "import '../../reports/index.ts';", 'the-page-stands-alone'],
    ['a report that knows the page', 'reports/html', "import '../../../web/words.ts';", 'reports-print'],
    ['an engine that knows a report', 'engines', "import '../../reports/index.ts';", 'engines-know-their-defaults'],
  ])('says no to %s', (_name, room, line, rule) => {
    const planted = mkdtempSync(join('src', room, 'planted-'));
    try {
      mkdirSync(planted, { recursive: true });
      writeFileSync(join(planted, 'planted.ts'), `${line}\n`);
      expect(cruise(planted).summary.violations.map((violation) => violation.rule.name)).toContain(rule);
    } finally {
      rmSync(planted, { recursive: true, force: true });
    }
  });
});
