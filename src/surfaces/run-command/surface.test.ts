import { describe, expect, it } from 'vitest';
import { runCommand } from './surface.ts';

describe('claims', () => {
  const rows: readonly [string, string, boolean][] = [
    ['command line', 'docker run x', true],
    ['command line', "sudo -u root /usr/bin/podman run 'x'", true],
    ['standard input', '  docker run x', true],
    ['-', '$ docker run x', true],
    ['standard input', '#!/bin/sh\nset -e\n[ -n "$A" ] && docker run x', true],
    ['standard input', 'set -e\ndocker run x', true],
    ['standard input', 'services:\n  a:\n    image: docker', false],
    ['run.sh', 'echo\ndocker run x', true],
    ['run.bash', 'podman run x', true],
    ['run.sh', 'echo hello', false],
    ['start', '#!/usr/bin/env bash\ndocker run x', true],
    ['start', '#!/usr/bin/env python\n"docker run x"', false],
    ['start', 'docker run x', true],
    ['command.txt', 'docker run \\\n  x', true],
    ['notes.txt', 'To start: docker run x', false],
    ['README.md', 'docker run x', false],
    ['Makefile', 'all:\n\tdocker run x', true],
    ['GNUmakefile', 'all:\n\tdocker run x', true],
    ['rules.mk', 'all:\n\tpodman run x', true],
    ['Makefile', 'all:\n\tcc x', false],
    ['web.service', '[Service]\nExecStart=/usr/bin/docker run x', true],
    ['web.container', '[Container]\nImage=docker', false],
    ['ci.yaml', 'run: docker run x', false],
    ['Dockerfile', 'FROM docker\nRUN docker run x', false],
  ];
  for (const [name, text, claimed] of rows) {
    it(`${name}: ${JSON.stringify(text.slice(0, 30))} ${claimed}`, () => expect(runCommand.claims(name, text)).toBe(claimed));
  }
});
