import { describe, expect, it } from 'vitest';
import { declare } from '../src/commands/declare.ts';
import { hostControls } from '../src/controls/host-index.ts';
import { imageControls } from '../src/controls/image-index.ts';
import { controls } from '../src/controls/index.ts';
import { resolve } from '../src/engines/index.ts';
import { defaultEngine } from '../src/engines/known.ts';
import { linkEffective } from '../src/link/effective.ts';
import type { Container, Problem, ReadContext, SurfaceId, Verdict } from '../src/model/index.ts';
import { surfaces } from '../src/surfaces/index.ts';
import { fixed } from './support/fix.ts';
import { type Example, examples, examplesOf } from './support/pairs.ts';

const names: Readonly<Record<SurfaceId, string>> = {
  containerfile: 'Containerfile',
  compose: 'compose.yaml',
  kubernetes: 'web.yaml',
  quadlet: 'web.container',
  'oci-bundle': 'config.json',
  inspect: 'web.json',
  image: 'image.json',
  'run-command': 'run.sh',
  process: 'pid',
};

const all = examples();

describe.each(controls.map(({ id }) => id))('README of %s', (id) => {
  const own = all.filter(({ control }) => control === id);

  it('has examples, each fixed one after its broken one', () => {
    expect(own.length).toBeGreaterThan(0);
    for (const { kind, surface, label } of own) {
      if (kind === 'fixed')
        expect(own.some((other) => other.kind === 'broken' && other.surface === surface && other.label === label)).toBe(true);
    }
    expect(new Set(own.map(keyOf)).size).toBe(own.length);
  });

  it.each(own.map((example) => [keyOf(example), example] as const))('%s', async (_, example) => {
    const { verdicts, problems } = await judge(example);
    expect(problems).toEqual([]);
    const outcomes = verdicts.map(({ outcome }) => outcome);
    if (example.kind === 'broken') expect(outcomes, say(verdicts)).toContain('broken');
    // An object that gives no secret away is none that is judged.
    else expect([...new Set(outcomes)], say(verdicts)).toEqual(judgesObjects(id) ? [] : ['held']);
  });
});

const written = all.filter(({ surface, kind }) => kind === 'broken' && surfaces.find(({ id }) => id === surface)?.loadWriter !== undefined);

/**
 * Controls whose remedy only a person can write, everywhere, on one surface or in one example: what to ask, which digest or content, how the
 * program reads a file, which network there is, what a package needs once it is built, who needs the traffic, who keeps the secret. User namespaces of Compose are the daemon's.
 */
const byHand = new Set([
  'default-bridge run-command',
  'health-check',
  'host-process kubernetes',
  'image-pinned',
  'network-policy-breadth',
  'probe-host',
  'remote-add',
  'secret-in-arguments',
  'secret-in-manifest',
  'single-stage-build containerfile compiler',
  'user-namespace compose',
]);
const isByHand = ({ control, surface, label }: Example): boolean =>
  [control, `${control} ${surface}`, `${control} ${surface} ${label}`].some((key) => byHand.has(key));

describe('fix writes what the READMEs say', () => {
  it.each(written.map((example) => [`${example.control} ${keyOf(example)}`, example] as const))('%s', async (_, example) => {
    const other = all.find(
      ({ control, surface, kind, label }) =>
        control === example.control && surface === example.surface && label === example.label && kind === 'fixed',
    );
    const path = names[example.surface as SurfaceId];
    const { texts, mended } = await fixed({ [path]: example.text }, { controls: [example.control] });
    const after = texts.get(path);
    if (other === undefined || isByHand(example)) expect(after, 'nothing is written where the README shows nothing').toBe(example.text);
    else expect(after).toBe(other.text);
    expect(mended.length > 0).toBe(after !== example.text);
    const again = await fixed({ [path]: after ?? '' }, { controls: [example.control] });
    expect(again.texts.get(path)).toBe(after);
  });
});

it('reads no example of a control that is not there', () => {
  const ids = new Set([...controls, ...imageControls, ...hostControls].map(({ id }) => id));
  expect(all.filter(({ control }) => !ids.has(control)).map(({ control }) => control)).toEqual([]);
});

it('finds the fences', () => {
  const found = examplesOf('x', '# x\n\n```yaml compose broken\na: 1\n```\n\n```sh run-command fixed podman\npodman run x\n```\n');
  expect(found.map(keyOf)).toEqual(['compose broken', 'run-command fixed podman']);
  expect(found.map(({ text }) => text)).toEqual(['a: 1\n', 'podman run x\n']);
});

const keyOf = ({ surface, kind, label }: Example): string => `${surface} ${kind} ${label}`.trim();
const say = (verdicts: readonly Verdict[]): string =>
  verdicts.map((verdict) => ('detail' in verdict ? verdict.detail : verdict.because)).join('; ');

async function judge({ control: id, surface: surfaceId, text }: Example): Promise<{ verdicts: Verdict[]; problems: readonly Problem[] }> {
  const surface = surfaces.find((one) => one.id === surfaceId);
  if (surface === undefined) throw new Error(`the README of ${id} names the surface ${surfaceId}, which there is not`);
  const source = { path: names[surface.id], text };
  expect(surfaces.find((one) => one.claims(source.path, text))?.id).toBe(surfaceId);
  const context = { load: () => undefined, env: {} };
  const { containers, objects, problems } = await declare(surface, source, context);
  const verdicts = await Promise.all([...containers, ...objects].map((container) => verdictsOf(id, container, context)));
  return { verdicts: verdicts.flat(), problems };
}

const judgesObjects = (id: string): boolean => controls.find((one) => one.id === id)?.judges.includes('object') === true;

async function verdictsOf(id: string, container: Container, context: ReadContext): Promise<readonly Verdict[]> {
  const control = controls.find((one) => one.id === id);
  if (control === undefined || !control.judges.includes(container.kind)) return [];
  const effective = container.kind === 'object' ? container : resolve(container, defaultEngine(container.engine));
  return [control.judge((await linkEffective(effective, context))?.container ?? effective)].flat();
}
