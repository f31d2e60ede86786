import { checkFlags } from './check-flags.ts';
import { heredocMark } from './heredoc.ts';
import type { Instruction } from './instruction.ts';
import { originOf, type Span } from './joined.ts';
import { pairsOf } from './pairs.ts';
import { quoted, type Report } from './report.ts';

const stageName = /^[a-z][a-z0-9\-_.]*$/;

/** Says what the builder would refuse in an instruction, whatever its variables hold. */
export function checkInstruction(instruction: Instruction, report: Report): void {
  const fault = faultOf(instruction);
  if (fault !== undefined) report(fault, originOf(instruction.joined, instruction.span).start);
  checkFlags(instruction, (message, span: Span) => report(message, originOf(instruction.joined, span).start));
  const { trigger } = instruction;
  if (trigger !== undefined && 'keyword' in trigger && fault === undefined) checkInstruction(trigger, report);
}

function faultOf(instruction: Instruction): string | undefined {
  const { keyword, form, words } = instruction;
  if (form === 'mixed') return `the array of ${keyword} may hold only strings: put each item in double quotes`;
  switch (keyword) {
    case 'FROM':
      return fromFault(instruction);
    case 'ENV':
    case 'LABEL':
    case 'ARG': {
      const pairs = pairsOf(instruction);
      return typeof pairs === 'string' ? pairs : undefined;
    }
    case 'ADD':
    case 'COPY':
      return copyFault(instruction);
    case 'HEALTHCHECK':
      return healthFault(instruction);
    case 'ONBUILD':
      return onbuildFault(instruction);
    case 'SHELL':
      return form === 'json' && words.length > 0 ? undefined : 'SHELL takes a JSON array: write SHELL ["/bin/sh", "-c"]';
    case 'VOLUME':
      return words.some((word) => word.text.trim() === '') ? 'a VOLUME cannot be an empty string: name a path' : needsOne(instruction);
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
      return undefined;
    default:
      return needsOne(instruction);
  }
}

const needsOne = ({ keyword, words }: Instruction): string | undefined => (words.length === 0 ? `${keyword} needs an argument` : undefined);

function fromFault({ words }: Instruction): string | undefined {
  const [, as, name] = words;
  if (words.length === 1) return undefined;
  if (words.some((word) => word.text.startsWith('#'))) return 'a comment needs a line of its own: FROM takes # as an argument';
  if (words.length !== 3 || as?.text.toLowerCase() !== 'as') return 'FROM takes an image, and AS NAME after it if wanted: correct it';
  if (stageName.test(name?.text.toLowerCase() ?? '')) return undefined;
  return `${quoted(name?.text ?? '')} cannot name a stage: start with a letter, go on with letters, digits, - _ .`;
}

function copyFault({ keyword, words, flags }: Instruction): string | undefined {
  if (words.length < 2) return `${keyword} needs a source and a destination`;
  if (heredocMark(words.at(-1)?.text ?? '') !== undefined) return `the destination of ${keyword} cannot be a heredoc: name a path last`;
  const from = flags.find((flag) => flag.name === 'from')?.value;
  if (from?.includes('$')) return 'COPY --from takes no variable: give the image a stage of its own (FROM image AS name) and name that';
  return undefined;
}

function healthFault({ type, words }: Instruction): string | undefined {
  if (type === undefined) return 'HEALTHCHECK needs CMD and a command, or NONE';
  if (type.text === 'NONE') return words.length > 0 ? 'HEALTHCHECK NONE takes no arguments' : undefined;
  if (type.text !== 'CMD') return `HEALTHCHECK knows CMD and NONE, not ${quoted(type.text)}`;
  return words.length === 0 ? 'HEALTHCHECK CMD needs a command' : undefined;
}

function onbuildFault({ trigger }: Instruction): string | undefined {
  if (trigger === undefined) return 'ONBUILD needs an instruction';
  const keyword = 'keyword' in trigger ? trigger.keyword : undefined;
  if (keyword === undefined)
    return `ONBUILD holds ${quoted('unknownKeyword' in trigger ? trigger.unknownKeyword : '')}, which is no instruction`;
  return keyword === 'FROM' || keyword === 'MAINTAINER' || keyword === 'ONBUILD' ? `ONBUILD cannot hold ${keyword}` : undefined;
}
