import { describe, expect, it } from 'vitest';
import { processOf, recording } from '../../../../test/support/process.ts';
import { controls } from '../../../controls/index.ts';
import { notTold } from '../../../observe/not-told.ts';
import { questionOf } from '../question.ts';
import { examineProcess } from './process.ts';

const strict = questionOf({ profile: 'strict', all: true, views: true });
const judged = (text: string, question = strict) => examineProcess({ kind: 'process', pid: 4711 }, question, processOf(text));

describe('pid:N', () => {
  it('has a verdict of every control that judges containers, and none that rests on nothing', async () => {
    const { findings, problems } = await judged(recording('docker-hardened'));
    expect(problems).toEqual([]);
    const asked = controls.filter(({ judges }) => judges.includes('container')).map(({ id }) => id);
    expect([...new Set(findings.map(({ control }) => control))].sort()).toEqual([...asked].sort());
    expect(findings.filter(({ outcome }) => outcome === 'unknown')).toEqual([]);
  });

  it('points into the files of the kernel', async () => {
    const { findings } = await judged(recording('docker-default'));
    expect(findings.find(({ control }) => control === 'no-new-privileges')).toMatchObject({
      outcome: 'broken',
      origin: { file: '/proc/4711/status' },
      excerpt: { text: expect.stringContaining('NoNewPrivs') },
    });
  });

  it('hands out the observed view without a value of a variable', async () => {
    const { containers } = await judged(recording('docker-hardened'));
    const view = JSON.stringify(containers[0]?.observed);
    expect(view).toContain('"DB_PASSWORD"');
    expect(view).not.toContain('K4ngaroo99');
  });

  it('ways out of a weak one', async () => {
    const { findings } = await judged(recording('podman-weak'));
    const broken = findings.filter(({ outcome }) => outcome === 'broken').map(({ control }) => control);
    expect(broken).toEqual(
      expect.arrayContaining([
        'host-pid',
        'host-network',
        'host-ipc',
        'host-uts',
        'seccomp',
        'masked-paths',
        'mount-propagation',
        'host-system-mount',
      ]),
    );
  });

  it('one that is not there is a problem of one line', async () => {
    expect(await examineProcess({ kind: 'process', pid: 7 }, strict, processOf(''))).toMatchObject({
      problems: [
        { file: 'pid:7', message: 'not read: there is no process 7 here (bulkhead sees the processes of its own machine or container)' },
      ],
    });
  });

  it('what could not be read is not held', async () => {
    const refused = '==> /proc/4711/environ refused <==\n==> /proc/4711/mountinfo refused <==\n==> /proc/4711/status refused <==\n';
    const { findings } = await judged(
      `${recording('docker-default').replace(/==> \/proc\/4711\/(?:environ|mountinfo|status) <==\n(?:(?!==>).*\n)*/g, '')}${refused}`,
    );
    const of = (id: string) => findings.filter(({ control }) => control === id).map(({ outcome }) => outcome);
    for (const id of [
      'secret-in-environment',
      'engine-socket',
      'mount-propagation',
      'host-system-mount',
      'read-only-root',
      'seccomp',
      'no-new-privileges',
      'capabilities-dropped',
      'privileged',
      'masked-paths',
    ])
      expect([id, ...of(id)]).toEqual([id, 'unknown']);
  });

  it('names only controls that there are as not told', () =>
    expect(controls.map(({ id }) => id)).toEqual(expect.arrayContaining([...notTold.keys()])));
});
