import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { cli } from '../support/cli.ts';
import { image, startDocker } from '../support/engines.ts';

it('shows', { timeout: 200_000 }, async () => {
  const engine = await startDocker();
  try {
    for (const [n, words] of [
      ['text', []],
      ['json', ['--format', 'json']],
      ['junit', ['--format', 'junit']],
      ['in-toto', ['--format', 'in-toto']],
      ['all', ['--all']],
    ] as const) {
      const r = spawnSync(
        process.execPath,
        [
          cli,
          'prove',
          ...words,
          '--',
          '/usr/bin/docker',
          '-H',
          engine.url,
          'run',
          '--memory=64m',
          '-e',
          'DB_PASSWORD=K4ngaroo99',
          '--tmpfs',
          '/t:size=1m',
          image,
        ],
        { encoding: 'utf8' },
      );
      writeFileSync(`/tmp/d3.${n}`, `${r.stdout}\n[exit ${r.status}] ${r.stderr}`);
    }
  } finally {
    await engine.stop();
  }
});
