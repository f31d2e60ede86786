import { describe, expect, it } from 'vitest';
import { ownProbeFolder, runnerOf, runTasks } from '../../test/support/probe.ts';
import { processors } from './elf.ts';
import { program } from './program.ts';
import { also, bytes, compute, data, here, into, must, room, slot, type Task, tell, text, words } from './step.ts';

const folder = ownProbeFolder();

/** 20 processes are started by a loop; each would sleep for long. */
const loop: Task = {
  steps: [
    { ...into(0, also('clone', 17, 0, 0, 0, 0)), stopOnError: true },
    compute('ifEqual', slot(0), 0, { steps: 5 }),
    into(1, compute('add', slot(1), 1)),
    compute('note', slot(1)),
    compute('ifBelow', slot(1), 20, { steps: -4 }),
    compute('end'),
    also('nanosleep', words(60, 0), 0),
  ],
};

const find = (needle: string): Task => ({
  steps: [{ ...compute('find', text('one two three'), 13, text(needle), needle.length), report: true }],
});

const table: readonly (readonly [string, Task, object])[] = [
  ['a value', { steps: [tell('getppid')] }, { value: expect.any(BigInt), ended: { code: 0 } }],
  ['an error ends the task', { steps: [must('close', 4000), tell('getpid')] }, { errno: 9, step: 0 }],
  ['an error that nobody asked for does not', { steps: [also('close', 4000), tell('getuid')] }, { step: 1, value: expect.any(BigInt) }],
  [
    'six arguments',
    {
      steps: [into(0, must('mmap', 0, 4096, 3, 0x22, -1, 0)), compute('store', slot(0), 77), { ...compute('load', slot(0)), report: true }],
    },
    { value: 77n, step: 2 },
  ],
  ['a large number', { steps: [{ ...compute('add', 0x1234_5678_9abc_def0n, 1), report: true }] }, { value: 0x1234_5678_9abc_def1n }],
  ['a difference', { steps: [{ ...compute('subtract', 5, 3), report: true }] }, { value: 2n }],
  ['found at the end', find('three'), { value: 1n }],
  ['found at the start', find('one'), { value: 1n }],
  ['found after a false start', { steps: [{ ...compute('find', text('aab'), 3, text('ab'), 2), report: true }] }, { value: 1n }],
  ['not found: longer than what is left', find('threes'), { value: 0n }],
  ['found nowhere', find('four'), { value: 0n }],
  [
    'data',
    {
      steps: [
        into(0, must('openat', here, text('/proc/self/comm'), 0)),
        into(1, must('read', slot(0), data(), 100)),
        compute('emit', slot(1)),
      ],
    },
    { data: expect.objectContaining({ length: expect.any(Number) }) },
  ],
  ['too much data is cut', { steps: [compute('emit', 1_000_000)] }, { data: expect.objectContaining({ length: 16_384 }) }],
  ['a loop of processes, which all end with it', loop, { note: 20n, ended: { code: 0 } }],
  ['too late', { steps: [tell('nanosleep', words(60, 0), 0)], patience: 50 }, { ended: { signal: 14 } }],
  ['killed', { steps: [tell('kill', 0, 9)] }, { ended: { signal: 9 } }],
  [
    'a structure of bytes',
    { steps: [compute('note', 9), { ...compute('load', bytes(1, 2, 0, 0, 0, 0, 0, 0)), report: true }] },
    { value: 513n, note: 9n },
  ],
  ['room is empty at first, whatever came before', { steps: [{ ...compute('load', room()), report: true }] }, { value: 0n }],
];

describe.each(processors)('the program for %s', (processor) => {
  const runner = runnerOf(processor);

  it('is an executable of its processor without anything that is written', () => {
    const { file, sizes, arguments: given } = program(processor, [{ steps: [tell('openat', here, text('/x'), slot(1))] }]);
    const view = new DataView(file.buffer);
    expect(view.getUint32(0, false)).toBe(0x7f45_4c46);
    expect(view.getUint16(18, true)).toBe(processor === 'x64' ? 62 : 183);
    expect(sizes.core).toBeLessThan(2_300);
    const [at, path, flags] = given[0]?.[0] ?? [];
    expect([at, flags]).toEqual([2n ** 64n - 100n, 0n]);
    expect(new TextDecoder().decode(file.subarray(Number(path) - 0x40_0000, Number(path) - 0x40_0000 + 3))).toBe('/x\0');
  });

  it('the same tasks make the same program', () => {
    const tasks = table.map(([, task]) => task);
    expect(program(processor, tasks).file).toEqual(program(processor, tasks).file);
  });

  it('a syscall that there is not is a mistake', () => {
    expect(() => program(processor, [{ steps: [tell('no_such_call')] }])).toThrow(/no syscall/);
  });

  describe.skipIf(runner === undefined)(runner === undefined ? 'runs (skipped: this machine does not run it)' : 'runs', () => {
    it.each(table)('%s', (_, task, expected) => {
      const { answers, status } = runTasks(processor, [task], `${folder.path}/one-${processor}`, runner);
      expect(answers.get(0)).toMatchObject(expected);
      expect(status).toBe(0);
    });

    it('all of them in turn, whatever became of the one before', () => {
      const { answers } = runTasks(
        processor,
        table.map(([, task]) => task),
        `${folder.path}/all-${processor}`,
        runner,
      );
      expect([...answers.keys()]).toEqual(table.map((_, index) => index));
      for (const [index, [, , expected]] of table.entries()) expect(answers.get(index)).toMatchObject(expected);
    });
  });
});
