import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredIn } from '../../src/commands/prove/declared.ts';
import { engineProgram } from '../../src/commands/prove/engine.ts';
import { commandTwin } from '../../src/commands/prove/places.ts';
import { prove } from '../../src/commands/prove/twin.ts';
import type { Container } from '../../src/model/index.ts';
import { proofsOf } from '../../src/proof/index.ts';
import { runWords } from '../../src/surfaces/run-command/twin.ts';
import { image, type LiveEngine, startRemappingDocker, whyNoDocker } from '../support/engines.ts';
import { type Rootless, startRootlessPodman, whyNoRootless } from '../support/rootless.ts';

/** Engines whose containers have users that are not those of the machine: the program must be read and executed by them all the same. */
async function proofs(text: string): Promise<{ readonly verdicts: Record<string, string>; readonly effective: Container }> {
  const source = { path: 'command line', text };
  const words = runWords(source);
  if ('because' in words) throw new Error(words.because);
  const [declared] = (await declaredIn(source)).containers;
  if (declared === undefined) throw new Error('no container');
  const place = await commandTwin(declared, words, await engineProgram(words));
  const { evidence, cutShort } = await prove(place);
  expect(cutShort).toBeUndefined();
  const verdicts = Object.fromEntries(proofsOf(evidence).map(({ control, verdict }) => [control, verdict]));
  return { verdicts, effective: await place.effective() };
}

const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['', { 'non-root-user': 'fails', 'read-only-root': 'fails', 'dangerous-capabilities': 'holds', 'no-new-privileges': 'fails' }],
  [
    '--read-only --cap-drop ALL --security-opt no-new-privileges',
    { 'read-only-root': 'holds', 'capabilities-dropped': 'holds', 'no-new-privileges': 'holds', 'net-raw': 'holds' },
  ],
];
const patience = { timeout: 120_000 };

const whyNoRemap = whyNoDocker();
describe.skipIf(whyNoRemap !== undefined)(whyNoRemap === undefined ? 'userns-remap' : `skipped: ${whyNoRemap}`, () => {
  let engine: LiveEngine;
  beforeAll(async () => {
    engine = await startRemappingDocker();
  }, 60_000);
  afterAll(() => engine?.stop(), 60_000);

  it.each(cases)('docker run %s', patience, async (flags, expected) => {
    const { verdicts, effective } = await proofs(`/usr/bin/docker -H ${engine.url} run ${flags} ${image}`);
    expect(verdicts).toMatchObject(expected);
    expect(effective.linux.namespaces.user).toMatchObject({ value: { mode: 'private' } });
    expect(engine.client('ps', '--all', '--quiet')).toBe('');
  });
});

const whyNo = whyNoRootless();
describe.skipIf(whyNo !== undefined)(whyNo ?? 'Podman without root', () => {
  let podman: Rootless;
  beforeAll(async () => {
    podman = await startRootlessPodman(['--network', 'none']);
    expect(existsSync(podman.url.replace('unix://', ''))).toBe(true);
  }, 120_000);
  afterAll(() => podman?.stop(), 60_000);

  it.each(cases)('podman run %s', patience, async (flags, expected) => {
    const { verdicts, effective } = await proofs(
      `/usr/bin/podman --remote --url ${podman.url} run --network none ${flags} localhost/web:1`,
    );
    expect(verdicts).toMatchObject(expected);
    expect(effective.engine).toBe('podman');
  });
});
