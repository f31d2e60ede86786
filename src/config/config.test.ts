import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { hostControlIds } from '../controls/host-ids.ts';
import { imageControlIds } from '../controls/image-control-ids.ts';
import { controls } from '../controls/index.ts';
import { parseEngine } from '../engines/index.ts';
import { profileNames } from '../policies/names.ts';
import { chooserOf } from './choose.ts';
import { readConfig, readConfigValue } from './read.ts';
import { configSchema } from './schema.ts';

const vocabulary = {
  controls: [...controls.map(({ id }) => id), ...hostControlIds, ...imageControlIds, 'accepted-risk'].sort(),
  profiles: profileNames,
  isEngine: (text: string) => parseEngine(text) !== undefined,
};
const published = JSON.parse(readFileSync(new URL('../../docs/config.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(published);
const read = (text: string, path = 'bulkhead.config.yaml') => readConfig({ path, text }, vocabulary);

it('is published as the code has it (npm run docs)', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(configSchema(vocabulary))));
});

describe('a configuration that is right', () => {
  it.each([
    'profile: strict',
    'engine: docker@28\nkubernetesVersion: "1.30"\nfailOn: low',
    'include: [deploy/**]\nexclude: ["*.tmpl.yaml"]',
    'severity: { memory-limit: low, health-check: off, accepted-risk: high }',
    'paths: [{ files: [old/**], profile: recommended, engine: podman@5, severity: { privileged: low } }]',
    'accept: [{ control: privileged, container: web, file: a/**, reason: x, until: "2027-01-31" }]',
    'accept: [{ problem: a template, reason: x, until: "2027-01-31" }]',
    '$schema: x',
  ])('%s', (text) => {
    expect(() => read(text)).not.toThrow();
    expect(validate(load(text))).toBe(true);
  });

  it('may be empty', () => {
    expect(read('').config).toEqual({});
    expect(read('# nothing\n').config).toEqual({});
  });
});

describe('a configuration that is wrong is one line with its place', () => {
  it.each([
    ['profil: strict', '1:1: profil: there is no setting of this name; did you mean profile?'],
    ['profile: strct', '1:10: profile: expected one of'],
    ['\nseverity:\n  memory-limits: low', '3:3: severity.memory-limits: there is no control of this name; did you mean memory-limit?'],
    [
      'severity: {memory-limit: hihg}',
      '1:26: severity.memory-limit: expected one of low, medium, high, critical, off, found "hihg"; did you mean high?',
    ],
    ['engine: dokcer', '1:9: engine: expected docker, podman or kubernetes'],
    ['paths: [{profile: strict}]', '1:9: paths[0]: files is missing'],
    ['paths: {a: b}', '1:8: paths: expected a list, found keys and values'],
    ['include: x', '1:10: include: expected a list, found "x"'],
    ['include: [[a]]', '1:11: include[0]: expected a pattern such as deploy/**, found a list'],
    ['accept: [{reason: x, until: y}]', '1:10: accept[0]: expected control or problem'],
    ['accept: [{control: a, problem: b, reason: x, until: y}]', '1:10: accept[0]: expected control or problem, not both'],
    ['[1]', '1:1: expected keys and values, found a list'],
  ])('%s', (text, message) => {
    expect(() => read(text)).toThrow(`bulkhead.config.yaml:${message}`);
    expect(validate(load(text))).toBe(false);
  });

  it.each([
    ['a: b\n  c: [', 'bulkhead.config.yaml:2:4: YAML:'],
    ['profile: strict\nprofile: strict', 'bulkhead.config.yaml:2:1: YAML: the key "profile" stands twice'],
    ['profile: strict\n---\nprofile: strict', 'bulkhead.config.yaml: expected one document, found 2'],
  ])('%j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('takes no number for a version in JSON, where 1.30 would be 1.3', () => {
    expect(() => read('{"kubernetesVersion": 1.30}', 'c.json')).toThrow(
      'c.json:1:23: kubernetesVersion: expected a version such as "1.30", in quotes',
    );
    expect(read('kubernetesVersion: 1.30').config.kubernetesVersion).toBe('1.30');
  });

  it.each([
    [undefined, 'expected a default export'],
    [() => 1, 'expected a default export'],
    [{ profile: 'x' }, 'c.ts: profile: expected one of'],
    [{ paths: [{ files: [1] }] }, 'c.ts: paths[0].files[0]: expected'],
  ])('of code: %s', (value, message) => {
    expect(() => readConfigValue('c.ts', value, vocabulary)).toThrow(message);
  });
});

it('lets an acceptance without reason or end be told as a finding, though the schema asks for both', () => {
  expect(read('accept: [{control: privileged}]').config.accept).toEqual([{ control: 'privileged' }]);
  expect(validate({ accept: [{ control: 'privileged' }] })).toBe(false);
});

describe('what holds for a file', () => {
  const chooser = chooserOf({
    folder: '/x',
    include: ['deploy/', '*.yaml'],
    exclude: ['vendor/', 'deploy/*.tmpl.yaml', '!deploy/keep.tmpl.yaml'],
    severity: { privileged: 'low', 'host-pid': 'low' },
    paths: [
      { files: ['deploy/**'], profile: 'strict', engine: 'docker', severity: { privileged: 'off' } },
      { files: ['deploy/old/'], profile: 'recommended' },
    ],
  });

  it.each([
    ['deploy/a', undefined],
    ['a.yaml', undefined],
    ['src/a.sh', 'not included by the configuration'],
    ['vendor/x/a.yaml', 'excluded by the configuration'],
    ['deploy/a.tmpl.yaml', 'excluded by the configuration'],
    ['deploy/keep.tmpl.yaml', undefined],
    ['../a.yaml', 'not included by the configuration'],
  ])('%s is passed over: %s', (path, reason) => {
    expect(chooser.excluded(path, false)).toBe(reason);
  });

  it('need not be included if it is named, but may be excluded', () => {
    expect(chooser.excluded('src/a.sh', true)).toBeUndefined();
    expect(chooser.excluded('vendor/a.yaml', true)).toBe('excluded by the configuration');
    expect([chooser.excludesFolder('vendor'), chooser.excludesFolder('deploy')]).toEqual([true, false]);
  });

  it('is what the last entry that matches says, setting by setting', () => {
    expect(chooser.choose('a.yaml')).toEqual({ severity: { privileged: 'low', 'host-pid': 'low' } });
    expect(chooser.choose('deploy/a.yaml')).toEqual({
      profile: 'strict',
      engine: 'docker',
      severity: { privileged: 'off', 'host-pid': 'low' },
    });
    expect(chooser.choose('deploy/old/a.yaml')).toMatchObject({ profile: 'recommended', engine: 'docker' });
  });
});
