import { imageReference } from '../../../facts/image-reference.ts';
import { knownValue } from '../../../model/index.ts';
import type { Instruction } from '../instruction.ts';
import { resolvePath } from '../path.ts';
import { type File, textOf, workdirAt } from './file.ts';
import { inserted, linesBelow, replaced } from './place.ts';
import { all, type Result, type Writing } from './writing.ts';

const byHand =
  'name this stage (FROM … AS build), start another one below with a FROM that has only what the program needs, and COPY --from=build the result';

/** Whose result needs nothing else: above the build these change no image that is started. */
const building = new Set(['FROM', 'ARG', 'WORKDIR', 'COPY', 'ADD', 'RUN']);
/** Only the image's configuration: they go with the result. */
const configuring = new Set(['CMD', 'ENTRYPOINT', 'EXPOSE', 'ENV', 'LABEL', 'STOPSIGNAL', 'USER', 'MAINTAINER']);

/** Go makes one static file: that alone goes into an image from scratch. Other builds are refused: what they need at run time is not written. */
export function splitBuild({ file, container, notes }: Writing): Result {
  const { target } = file;
  if (target.from.words.length > 1) return `the stage has a name, by which it may be built: ${byHand}`;
  const [image] = target.from.words;
  const base = 'reference' in target.base && target.base.reference.state === 'written' ? target.base.reference.value : '';
  if (image === undefined || imageReference(base).name.split('/').at(-1) !== 'golang')
    return `what the program needs when it runs is not written here: ${byHand}`;
  const build = buildOf(target.instructions);
  if (typeof build === 'string') return `${build}: ${byHand}`;
  const { run, at, output } = build;
  // The official image's own WORKDIR (docker-library/golang, Dockerfile-linux.template).
  const cwd = target.instructions.some(({ keyword }) => keyword === 'WORKDIR') ? workdirAt(file, run) : '/go';
  if (cwd === undefined) return `its WORKDIR is not known here: ${byHand}`;
  const result = resolvePath(cwd, output);
  const command = commandOf(target.instructions);
  if (command === undefined || (!command.includes('/') ? true : resolvePath(cwd, command) !== result))
    return `the image does not start ${output.split('/').at(-1)} by its path and without a shell: ${byHand}`;
  const user = knownValue(container.process.user);
  if (user?.name !== undefined && user.name !== 'root')
    return `an image from scratch does not know the user ${user.name}: name it by its number first`;
  const name = freeName(file);
  const lines = linesBelow(run, file.escapeChar, [
    '',
    'FROM scratch',
    ...(command.startsWith('/') ? [] : [`WORKDIR ${cwd}`]),
    `COPY --from=${name} /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/`,
    `COPY --from=${name} ${result} ${result}`,
  ]);
  notes.add(
    'Only the program and the certificates of authorities go into the image: copy what else it reads (templates, time zones) from the stage as well.',
  );
  return all([
    replaced(target.from, image, `${image.text} AS ${name}`),
    ...(at === undefined ? [] : [inserted(run, at, 'CGO_ENABLED=0 ')]),
    typeof lines === 'string' ? lines : [lines],
  ]);
}

interface Build {
  readonly run: Instruction;
  /** Where CGO_ENABLED=0 has to be put; undefined: it is there. */
  readonly at: number | undefined;
  readonly output: string;
}

/** The one `go build -o FILE`, where everything below it only configures the image. */
function buildOf(instructions: readonly Instruction[]): Build | string {
  const index = instructions.findLastIndex(({ keyword }) => keyword === 'RUN');
  const run = instructions[index];
  if (run === undefined || run.form !== 'plain' || run.heredocs.length > 0) return 'no plain RUN makes the program';
  const text = run.joined.text.slice(run.args.start, run.args.end);
  const [found, ...more] = text.matchAll(/(?<![\w./-])go\s+build\s([^;&|]*)/g);
  const outputs = [...(found?.[1] ?? '').matchAll(/(?:^|\s)-o[\s=]+([\w./-]+)(?=\s|$)/g)];
  const output = outputs[0]?.[1];
  if (found === undefined || more.length > 0 || outputs.length !== 1 || output === undefined || output.endsWith('/'))
    return 'the last RUN is not one go build -o FILE';
  const above = instructions.slice(0, index);
  const strange =
    above.find(({ keyword }) => !building.has(keyword)) ?? instructions.slice(index + 1).find(({ keyword }) => !configuring.has(keyword));
  if (strange !== undefined) return `${strange.keyword} may matter to both stages`;
  const commands = [...above.filter(({ keyword }) => keyword === 'RUN').map(textOf), text].join('\n');
  if (/\b(?:apt-get|apt|apk)\b|CGO_ENABLED=1|-race\b|-buildmode|-linkshared/.test(commands)) return 'it may need libraries of the system';
  return { run, at: /CGO_ENABLED=0/.test(text) ? undefined : run.args.start + found.index, output };
}

/** The program that an exec form starts. */
function commandOf(instructions: readonly Instruction[]): string | undefined {
  const last = (keyword: string): Instruction | undefined => instructions.findLast((one) => one.keyword === keyword);
  const command = last('ENTRYPOINT') ?? last('CMD');
  return command?.form === 'json' ? command.words[0]?.text : undefined;
}

/** A name that no stage has. */
const freeName = ({ stages }: File): string => (stages.some(({ name }) => name === 'build') ? `build${stages.length}` : 'build');
