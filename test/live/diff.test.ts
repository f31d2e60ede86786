import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead, type Ran } from '../support/cli.ts';
import { image, type LiveEngine, startDocker, whyNoDocker } from '../support/engines.ts';
import { writeFiles } from '../support/folder.ts';

/** What an operator asks: does the running one do more than what is declared? */
const why = whyNoDocker();

describe.skipIf(why !== undefined)(why === undefined ? 'diff with a container that runs' : `skipped: ${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-diff-live-'));
  let engine: LiveEngine;
  const diff = (...words: string[]): Ran =>
    bulkhead(['diff', ...words, '--no-color'], { cwd: folder, env: { DOCKER_HOST: engine.url, HOME: folder } });

  beforeAll(async () => {
    engine = await startDocker();
    const hardened = ['--cap-drop', 'ALL', '--read-only', '--memory', '64m', '--pids-limit', '50', '--volume', `${folder}/data:/data:ro`];
    engine.client('create', '--name', 'shop-web-1', ...hardened, image);
    engine.client(
      'create',
      '--name',
      'loose',
      '--cap-drop',
      'ALL',
      '--cap-add',
      'SYS_ADMIN',
      '--memory',
      '64m',
      '--pids-limit',
      '50',
      image,
    );
    const settings = 'cap_drop: [ALL]\n    read_only: true\n    mem_limit: 64m\n    pids_limit: 50\n    volumes: ["./data:/data:ro"]\n';
    writeFiles(folder, {
      'compose.yaml': `name: shop\nservices:\n  web:\n    image: ${image}\n    ${settings}  db:\n    image: redis:7\n`,
      'two.yaml': 'services:\n  a:\n    image: redis:7\n  b:\n    image: redis:6\n',
    });
  }, 240_000);
  afterAll(async () => {
    await engine?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  it('one that was started as declared does nothing else', () => {
    const { exit, out, err } = diff('compose.yaml', 'container:shop-web-1', '--fail-on-widening');
    expect([exit, err]).toEqual([0, '']);
    expect(out).toContain('no difference in what 1 container may do');
  });

  it('one that does more: what it is, and where it is declared otherwise', () => {
    const { exit, out } = diff('compose.yaml', 'container:loose', '--fail-on-widening');
    expect(exit).toBe(1);
    expect(out).toContain('+CAP_SYS_ADMIN');
    expect(out).toContain('root file system now writable');
    expect(out).toContain('compose.yaml:');
    expect(out).not.toContain('db');
  });

  it('two that run', () => {
    expect(diff('container:loose', 'container:shop-web-1').out).toContain('-CAP_SYS_ADMIN');
  });

  it('says what is wrong with a word', () => {
    expect(diff('container:loose')).toMatchObject({ exit: 2, err: expect.stringContaining('container:loose is compared with what?') });
    expect(diff('two.yaml', 'container:loose').err).toContain('two.yaml declares a, b, and none of them alone has the name or image');
    expect(diff('compose.yaml', 'container:nobody').err).toContain('nobody');
  });
});
