import { expect, it } from 'vitest';
import { askedRun } from './asked.ts';

const own = { values: ['engine', 'secret'], switches: ['dry-run'] };

it.each<[string[], 'docker' | 'podman' | 'either', unknown]>([
  [
    ['-it', '--rm', 'alpine', 'sh', '-c', 'a b'],
    'docker',
    { options: ['interactive=true', 'tty=true', 'rm=true'], own: [], image: 'alpine', words: ['sh', '-c', 'a b'] },
  ],
  [
    ['--engine', 'podman', '--dry-run', '-v=/a:/b', 'x', '--engine', 'y'],
    'either',
    { options: ['volume=/a:/b'], own: ['engine=podman', 'dry-run=true'], image: 'x', words: ['--engine', 'y'] },
  ],
  [['--dry-run=oci', 'x'], 'docker', { options: [], own: ['dry-run=oci'], image: 'x', words: [] }],
  [
    ['--secret', 'a=file:/b', '--secret', 'b,type=env', 'x'],
    'podman',
    { options: ['secret=b,type=env'], own: ['secret=a=file:/b'], image: 'x', words: [] },
  ],
  // Whatever names no kind of source is told, and neither forgotten nor handed on.
  [['--secret', '../a=env:B', 'x'], 'docker', { options: [], own: ['secret=../a=env:B'], image: 'x', words: [] }],
  [['--secret', 'a', 'x'], 'docker', { options: [], own: ['secret=a'], image: 'x', words: [] }],
  [['--secret', '../a=env:B', 'x'], 'podman', { options: [], own: ['secret=../a=env:B'], image: 'x', words: [] }],
  [
    ['--cap-add', 'A,B', '-e', "X=it's $HOME", 'x'],
    'podman',
    { options: ['cap-add=A,B', "env=X=it's $HOME"], own: [], image: 'x', words: [] },
  ],
  [['--rm'], 'docker', { options: ['rm=true'], own: [], image: undefined, words: [] }],
  [['--', 'x', '--', 'y'], 'docker', { options: [], own: [], image: 'x', words: ['--', 'y'] }],
])('%j', (argv, engine, expected) => {
  const asked = askedRun(argv, engine, own);
  if ('because' in asked) throw new Error(asked.because);
  const told = (options: typeof asked.options) => options.map(({ flag, value }) => `${flag}=${value}`);
  expect({ options: told(asked.options), own: told(asked.own), image: asked.image, words: asked.words }).toEqual(expected);
});

it.each([
  [['--bogus', 'x'], 'docker', /--bogus is no option of bulkhead run/],
  [['--userns=auto', '--env-host', 'x'], 'docker', /--env-host is no option of bulkhead run, only of the other engine/],
  [['--memory'], 'docker', /--memory of bulkhead run needs a value/],
] as const)('%j is refused', (argv, engine, because) =>
  expect(askedRun(argv, engine, own)).toEqual({ because: expect.stringMatching(because) }),
);
