import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../test/support/cpu-time.ts';
import { at, container } from '../../test/support/table.ts';
import { type EnvVar, knownValue } from '../model/index.ts';
import { mark } from '../text/emit/index.ts';
import { withReferences } from './references.ts';

const { origin } = at('');
const variable = (name: string, value?: string): EnvVar =>
  value === undefined ? { name, origin, from: 'secret' } : { name, origin, value: at(value) };

const env: readonly EnvVar[] = [
  variable('EARLY', '$(HOST)'),
  variable('HOST', 'example.org'),
  variable('URL', 'http://$(HOST)/$$(HOST)'),
  variable('KEY'),
  variable('DSN', 'pg://u:$(KEY)@db'),
  { name: 'APP_*', origin, from: 'config' },
];

const pod = (...args: string[]) => container({ engine: 'kubernetes', surface: 'kubernetes', process: { env, args: at(args) } });
const argsOf = (word: string, kept = false) => {
  const { container: one, notes } = withReferences(pod(word), kept);
  return { word: knownValue(one.process.args ?? at([]))?.[0], notes: notes.filter(({ path }) => path === 'process.args') };
};

describe('an argument, as the kubelet fills it in', () => {
  it.each([
    ['--host=$(HOST):80', '--host=example.org:80'],
    ['$(URL)', 'http://example.org/$(HOST)'],
    ['$(EARLY)', '$(HOST)'],
    ['$$(HOST)', '$(HOST)'],
    ['$$$(HOST)', '$example.org'],
    ['$$$$(HOST)', '$$(HOST)'],
    ['a $$ b $ c $', 'a $ b $ c $'],
    ['$HOST ${HOST}', '$HOST ${HOST}'],
    ['$(NOPE)', '$(NOPE)'],
    ['$(HOST', '$(HOST'],
    ['$(A$(HOST)', '$(A$(HOST)'],
    ['$()', '$()'],
  ])('%s', (text, expected) => {
    expect(argsOf(text)).toEqual({ word: expected, notes: [] });
  });

  it.each([
    ['a secret', '--key=$(KEY)', `--key=${mark('KEY')}`, 'todo', 'takes the variable KEY'],
    ['made of a secret', '$(DSN)', mark('DSN'), 'todo', 'takes the variable DSN'],
    ['of a whole ConfigMap', '$(APP_MODE)', '$(APP_MODE)', 'lost', '$(APP_MODE)'],
    ['of a Service', '$(REDIS_SERVICE_HOST)', '$(REDIS_SERVICE_HOST)', 'lost', 'REDIS_SERVICE_HOST'],
  ])('%s is told', (_name, text, expected, kind, said) => {
    const { word, notes } = argsOf(text);
    expect(word).toBe(expected);
    expect(notes).toEqual([expect.objectContaining({ kind, message: expect.stringContaining(said) })]);
  });

  it.each([
    ['$(HOST) $(KEY) $(APP_MODE) $(DB_SERVICE_PORT)', `${mark('HOST')} ${mark('KEY')} ${mark('APP_MODE')} ${mark('DB_SERVICE_PORT')}`],
    ['$$(HOST) $(NOPE)', '$(HOST) $(NOPE)'],
  ])('for Kubernetes a reference stays one: %s', (text, expected) => {
    expect(argsOf(text, true)).toEqual({ word: expected, notes: [] });
  });
});

describe('a variable', () => {
  const { container: one, notes } = withReferences(pod(), false);
  const found = Object.fromEntries(one.process.env.map(({ name, value, from }) => [name, value === undefined ? from : knownValue(value)]));

  it('is made of those before it, and given as a whole where one of them is not known', () => {
    expect(found).toEqual({
      EARLY: '$(HOST)',
      HOST: 'example.org',
      URL: 'http://example.org/$(HOST)',
      KEY: 'secret',
      DSN: 'secret',
      'APP_*': 'config',
    });
    expect(notes.map(({ path }) => path)).toEqual(['process.env[DSN]']);
  });

  it('of no pod is a text like any other', () => {
    const docker = container({ process: { env, args: at(['$(HOST)']) } });
    expect(withReferences(docker, false).container).toBe(docker);
  });
});

it('is linear', () => {
  const started = cpuTime();
  for (const piece of ['$(', '$', '$(A', '$$(']) withReferences(pod(piece.repeat(200_000)), false);
  expect(cpuTime() - started).toBeLessThan(2000);
});
