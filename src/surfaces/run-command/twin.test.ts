import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runWords } from './twin.ts';

const wordsOf = (text: string) => runWords({ path: 'command line', text });

describe('runWords', () => {
  it.each([
    ['docker run web', { engine: 'docker', program: 'docker', globals: [], options: [], image: 'web' }],
    ['podman run web sh -c "a b"', { engine: 'podman', program: 'podman', options: [], image: 'web' }],
    ['/usr/bin/docker -H unix:///x run web', { program: '/usr/bin/docker', globals: ['--host=unix:///x'], image: 'web' }],
    ['docker run -itd --rm --name a -p 80:80 --read-only web', { options: ['--read-only=true'] }],
    ['docker run --privileged=false -v a:/a -va:/b web', { options: ['--privileged=false', '--volume=a:/a', '--volume=a:/b'] }],
    ['docker run -e A="x y" --env B web', { options: ['--env=A=x y', '--env=B'] }],
    ['docker run --entrypoint sh --restart always --health-cmd true --log-driver syslog web -c ls', { options: [], image: 'web' }],
    ['podman run --cap-drop a,b web', { options: ['--cap-drop=a', '--cap-drop=b'] }],
  ])('%s', (text, expected) => {
    expect(wordsOf(text)).toMatchObject(expected);
  });

  it.each([
    ['echo docker run', 'there is no docker run'],
    ['docker run a; docker run b', 'more than one command'],
    ['docker run --read-only', 'names no image'],
    ['docker run --no-such-option web', '--no-such-option is no option'],
    ['docker run -v $DATA:/data web', 'DATA'],
    ['docker run $IMAGE', 'IMAGE'],
  ])('not again: %s', (text, because) => {
    expect(wordsOf(text)).toMatchObject({ because: expect.stringContaining(because) });
  });

  it('whatever is typed', () => {
    const word = fc.constantFrom('docker', 'run', '-v', '--name', 'x', '$A', '--', '-', '=', "'", '--read-only', ';');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        expect(Object.keys(wordsOf(words.join(' '))).length).toBeGreaterThan(0);
      }),
    );
  });
});
