import { describe, expect, it } from 'vitest';
import { bare, only, quoteOf, readText } from '../../../../test/support/run-command.ts';

const names = (text: string, path: string): string[] => readText(text, path).containers.map(({ name }) => name);

describe('shell scripts', () => {
  const rows: readonly [string, string, readonly string[]][] = [
    ['one a line', 'docker run a\ndocker run b', ['a', 'b']],
    [
      'separators',
      'docker run a; docker run b && docker run c || docker run d | docker run e & docker run f',
      ['a', 'b', 'c', 'd', 'e', 'f'],
    ],
    ['no blanks', 'true;docker run a|cat', ['a']],
    ['a comment', '# docker run a\ndocker run b # docker run c', ['b']],
    ['a # inside a word', 'docker run a#b', ['a#b']],
    ['a commented continuation', 'docker run -d \\\n  # -p 80:80 \\\n  a', []],
    ['a backslash at the end of a comment', '# text \\\ndocker run a', ['a']],
    ['CRLF', 'docker run \\\r\n -d a\r\ndocker run b\r\n', ['a', 'b']],
    ['echo', 'echo docker run a; echo "docker run b"; printf "docker run c"', []],
    ['a string', 'X="docker run a"\nlog "docker run b"', []],
    ['a string over lines', 'echo "\ndocker run a\n"\ndocker run b', ['b']],
    ['a here-document', 'cat <<EOF\ndocker run a\nEOF\ndocker run b', ['b']],
    ['a here-document with tabs', 'cat <<-EOF\n\tdocker run a\n\tEOF\ndocker run b', ['b']],
    ['two here-documents', 'cat <<A <<"B"\ndocker run a\nA\ndocker run b\nB\ndocker run c', ['c']],
    ['a here-document for a shell', 'bash <<EOF\ndocker run a\nEOF', ['a']],
    ['a here-document for a shell over ssh', "ssh me@host <<'EOF'\nset -e\ndocker run a\nEOF", ['a']],
    ['a here-document that never ends', 'cat <<EOF\ndocker run a', []],
    ['a here-string', 'cat <<< "x" && docker run a', ['a']],
    ['redirections', 'docker run a >log 2>&1 </dev/null; docker run b &>x; docker run c 2>/dev/null d', ['a', 'b', 'c']],
    ['if', 'if docker run a; then docker run b; elif docker run c; then :; else docker run d; fi', ['a', 'b', 'c', 'd']],
    ['not', 'if ! docker run a; then exit; fi', ['a']],
    ['loops', 'for i in docker run x; do docker run a; done; while docker run b; do docker run c; done', ['a', 'b', 'c']],
    ['for with arithmetic', 'for ((i=0; i<3; i++)); do docker run a; done', ['a']],
    ['case', 'case $1 in\n  docker) docker run a ;;\n  b|c) docker run b;;\n  (d) docker run c\nesac\ndocker run d', ['a', 'b', 'c', 'd']],
    ['case on a line', 'case "$1" in run) docker run a;; docker run) ;; esac', ['a']],
    ['functions', 'f() { docker run a; }\nfunction g { docker run b; }\nfunction h() (\n  docker run c\n)', ['a', 'b', 'c']],
    ['groups', '{ docker run a; }; (cd x && docker run b)', ['a', 'b']],
    ['substitution', 'ID=$(docker run -d a)\necho "x $(docker run b) y" `docker run c`', ['a', 'b', 'c']],
    ['nested substitution', 'x=$(echo $(docker run a | head -1))', ['a']],
    ['a case in a substitution', 'x=$(case y in y) docker run a;; esac); docker run b', ['a', 'b']],
    ['process substitution', 'diff <(docker run a) <(docker run b)', ['a', 'b']],
    ['a default', 'x=${Y:-$(docker run a)}', ['a']],
    ['arithmetic', 'x=$((1 << 2)); ((x <<= 1))\ndocker run a', ['a']],
    ['tests', '[[ $a =~ ^(x|y)$ ]] && docker run a', ['a']],
    ['a command in a variable', 'RUN="docker run --rm"\n$RUN a', ['a']],
    ['a command in a list', 'cmd=(docker run)\ncmd+=(--rm)\n"${cmd[@]}" a', ['a']],
    ['eval of a variable', 'CMD="docker run a"\neval "$CMD"', ['a']],
    ['a variable of the script', 'IMAGE=a:1\ndocker run $IMAGE\ndocker run "${IMAGE}"\ndocker run x/${IMAGE}', ['a:1', 'a:1', 'x/a:1']],
    ['a default value', 'docker run ${IMAGE:-a:1}\nV=${1:-2}\ndocker run b:$V', ['a:1', 'b:2']],
    ['assigned twice', 'I=a\ndocker run $I\nI=b\ndocker run $I', ['a', 'b']],
    ['assigned under a condition', 'I=a\n[ -n "$X" ] && I=b\ndocker run $I', ['line 3']],
    ['assigned in a loop', 'for I in a b; do docker run "$I"; done', ['line 1']],
    ['read from input', 'I=a\nread I\ndocker run $I', ['line 3']],
    ['for one command only', 'I=a\nI=b docker run $I', ['a']],
    ['in a function, assigned later', 'f() { docker run $I; }\nI=a\nf', ['a']],
    ['in a function, assigned twice', 'I=a\nf() {\ndocker run $I; }\nI=b', ['line 3']],
    ['local', 'f() {\nlocal I=a\ndocker run $I\n}', ['line 3']],
    ['an empty variable', 'OPTS=""\ndocker run $OPTS a', ['a']],
    ['a loop of itself', 'I=$I$I\ndocker run $I', ['line 2']],
  ];
  for (const [name, text, expected] of rows) {
    it(name, () => {
      expect(
        names(`#!/bin/bash\n${text}`, 'x').map((found) =>
          found.replace(/\d+$/, (line) => (found.startsWith('line') ? `${Number(line) - 1}` : line)),
        ),
      ).toEqual(expected);
    });
  }

  it('a variable in single quotes stays as it is', () => {
    expect(bare(only(`A=1\ndocker run -e 'X=$A' image`, 'x.sh').process.env)).toEqual([{ name: 'X', value: '$A' }]);
  });

  it("$'…' is decoded", () => {
    expect(bare(only(`docker run -e $'X=a\\tb\\x41\\u00e9' image`, 'x.sh').process.env)).toEqual([{ name: 'X', value: 'a\tbAé' }]);
  });

  const folder = `DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"`;
  const folders: readonly [string, string][] = [
    [`${folder}\ndocker run -v "$DIR/a":/b i`, './a'],
    ['D=$(cd $(dirname $0)/.. && pwd -P)\ndocker run -v $D/a:/b i', '../a'],
    ['D=$(dirname "$0")\ndocker run -v $D:/b i', '.'],
    ['D=$PWD\ndocker run -v ${D}/a:/b i', './a'],
  ];
  for (const [text, source] of folders) it(text, () => expect(bare(only(text, 'x.sh').mounts[0]?.source)).toBe(source));

  it('an expansion never shows what it holds', () => {
    const { problems, containers } = readText('docker run ${OPTS:+hunter2} -e A=$(echo hunter2) -m $(cat hunter2) image', 'x.sh');
    expect(JSON.stringify([problems, bare(containers)])).not.toContain('hunter2');
  });
});

describe('makefiles', () => {
  const rows: readonly [string, string, readonly string[]][] = [
    ['a recipe', 'all:\n\tdocker run a', ['a']],
    ['marks', 'all:\n\t@docker run a\n\t-docker run b\n\t+@- docker run c', ['a', 'b', 'c']],
    ['no recipe', 'docker run a\nX = docker run b\n# docker run c', []],
    ['a comment in a recipe', 'all:\n\t# docker run a\n\t@echo docker run b', []],
    ['continued', 'all:\n\tdocker run \\\n\t  -d \\\n\t  a', ['a']],
    ['after a semicolon', 'all: x ; docker run a', ['a']],
    ['variables', 'IMG := a:1\nTAG=2\nall:\n\tdocker run $(IMG) && docker run x:${TAG}', ['a:1', 'x:2']],
    ['a variable of variables', 'V = 1\nIMG = a:$(V)\nall:\n\tdocker run $(IMG)', ['a:1']],
    ['defined after its use', 'all:\n\tdocker run $(IMG)\nIMG = a', ['a']],
    ['the engine in a variable', 'DOCKER ?= docker\nall:\n\t$(DOCKER) run a', ['a']],
    ['the engine not known', 'all:\n\t$(DOCKER) run a', ['a']],
    ['the whole command in a variable', 'RUN = docker run --rm\nall:\n\t$(RUN) a', ['a']],
    ['appended', 'RUN = docker run\nRUN += --rm\nall:\n\t$(RUN) a', ['a']],
    ['a comment behind a value', 'IMG = a # the image\nall:\n\tdocker run $(IMG)', ['a']],
    ['set twice', 'IMG = a\nIMG = b\nall:\n\tdocker run $(IMG)', ['line 4']],
    ['set under a condition', 'ifdef X\nIMG = a\nendif\nall:\n\tdocker run $(IMG)', ['line 5']],
    ['set for a target', 'IMG = a\nall: IMG = b\nall:\n\tdocker run $(IMG)', ['line 4']],
    ['computed', 'IMG != ls\nall:\n\tdocker run $(IMG)', ['line 3']],
    ['of itself', 'IMG = $(IMG)\nall:\n\tdocker run $(IMG)', ['line 3']],
    ['shell variables', 'all:\n\tI=a; docker run $$I', ['a']],
    ['the output of a command', 'IMG := $(shell cat x)\nall:\n\tdocker run $(IMG) -c ls', ['line 3']],
    ['a function', 'X := $(shell docker run a)\nall:\n\techo $(shell docker run b)', ['a', 'b']],
    ['loops', 'all:\n\tfor i in 1 2; do \\\n\t  docker run a; \\\n\tdone', ['a']],
  ];
  for (const [name, text, expected] of rows) it(name, () => expect(names(text, 'Makefile')).toEqual(expected));

  it('options out of a variable that is not known are a problem', () => {
    const { problems } = readText('all:\n\tdocker run $(ARGS) a', 'x.mk');
    expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining('options come from $(ARGS)') }]);
  });

  it('folders', () => {
    const text = 'all:\n\tdocker run -v $(PWD)/a:/a -v $(CURDIR):/b -v $$PWD:/c -v $$(pwd):/d -v $(shell pwd)/e:/e -v $(HOME)/f:/f x';
    expect(only(text, 'Makefile').mounts.map(({ source }) => bare(source))).toEqual(['./a', '.', '.', '.', './e', '/home/me/f']);
  });

  it('places', () => {
    const text = 'RUN = docker run --privileged\nall:\n\t@$(RUN) -e A=$$B -v $(PWD):/a \\\n\t  --pid host a';
    const { privileged, origin, process, mounts, linux } = only(text, 'Makefile');
    expect(privileged?.origin && quoteOf(privileged.origin)).toBe('--privileged');
    expect(quoteOf(origin)).toBe('$(RUN)');
    expect(process.env[0] && quoteOf(process.env[0].origin)).toBe('-e A=$$B');
    expect(mounts[0] && quoteOf(mounts[0].origin)).toBe('-v $(PWD):/a');
    expect(linux.namespaces.pid?.origin && quoteOf(linux.namespaces.pid.origin)).toBe('--pid host');
  });
});

describe('systemd units', () => {
  const unit = (lines: string): string => `[Unit]\nDescription=docker run x\n[Service]\n${lines}\n[Install]\nExecStart=docker run y\n`;
  const rows: readonly [string, string, readonly string[]][] = [
    ['ExecStart', 'ExecStart=/usr/bin/docker run a', ['a']],
    ['prefixes', 'ExecStartPre=-+docker run a\nExecStart=@!!docker run b', ['a', 'b']],
    ['continued', 'ExecStart=/usr/bin/podman run \\\n  --rm \\\n# a comment\n; another\n  a', ['a']],
    ['commented', '#ExecStart=docker run a\n;ExecStart=docker run b', []],
    ['quotes', 'ExecStart=docker run --name "b c" "a"', ['b c']],
    ['specifiers', 'ExecStart=docker run --name %n -e H=%H a', ['a']],
    ['several commands', 'ExecStart=docker run a ; docker run b', ['a', 'b']],
    ['in a shell', `ExecStart=/bin/sh -c 'docker run -e A="$$(id)" a'`, ['a']],
    ['Environment', 'Environment="IMAGE=a:1" TAG=2\nExecStart=docker run ${IMAGE}\nExecStartPost=docker run b:${TAG}', ['a:1', 'b:2']],
    ['EnvironmentFile', 'Environment=IMAGE=a\nEnvironmentFile=-/etc/x\nExecStart=docker run ${IMAGE}', ['line 6']],
    ['docker rm', 'ExecStop=docker stop x\nExecStopPost=docker rm x', []],
  ];
  for (const [name, text, expected] of rows) it(name, () => expect(names(unit(text), 'x.service')).toEqual(expected));

  it('options out of a variable are a problem', () => {
    const { problems } = readText(unit('ExecStart=docker run $OPTS -d a'), 'x.service');
    expect(problems).toMatchObject([{ line: 4, message: expect.stringContaining('options come from $OPTS') }]);
  });

  it('what systemd fills in is not known', () => {
    expect(bare(only(unit('ExecStart=docker run -h %H a'), 'x.service').hostname)).toBe('?%H is filled in by systemd');
  });

  it('places', () => {
    const { linux, origin } = only(unit('ExecStart=-/usr/bin/docker run \\\n  --pid host \\\n  a'), 'x.service');
    expect(quoteOf(origin)).toBe('/usr/bin/docker run');
    expect(linux.namespaces.pid?.origin && quoteOf(linux.namespaces.pid.origin)).toBe('--pid host');
  });
});
