import { lowestError, mostData, record } from './layout.ts';

/** What became of one task. */
export interface Answer {
  /** What the step answered that the task is about; undefined: it gave none, see `ended`. */
  readonly value?: bigint;
  /** The error number, where that was an error. */
  readonly errno?: number;
  /** Which step it was. */
  readonly step: number;
  /** How its process ended: by itself with a code, killed by a signal (31: seccomp, 14: too late, 9: out of memory), or never begun. */
  readonly ended: { readonly code: number } | { readonly signal: number } | 'not started';
  /** What it counted or measured. */
  readonly note: bigint;
  readonly data: Uint8Array;
}

const mostLine = 2 * (record.size + mostData);

/**
 * The answers in what the program printed, by the number of their task. The text may come out of a hostile container: lines that are
 * none of ours, or of no task of ours, are passed over, and of two for a task the first counts.
 */
export function answersIn(output: string, tasks: number): ReadonlyMap<number, Answer> {
  const answers = new Map<number, Answer>();
  for (let at = 0; at < output.length && answers.size < tasks; ) {
    const found = output.indexOf('\n', at);
    const end = found === -1 ? output.length : found;
    const line = end - at > mostLine + 1 ? undefined : bytesOf(output.slice(at, end).replace(/\r$/, ''));
    const read = line === undefined ? undefined : answerOf(line);
    if (read !== undefined && read.id < tasks && !answers.has(read.id)) answers.set(read.id, read.answer);
    at = end + 1;
  }
  return answers;
}

/** Two letters a to p for each byte. */
function bytesOf(line: string): Uint8Array | undefined {
  if (line.length < 2 * record.size || line.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(line.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    const [high, low] = [line.charCodeAt(2 * index) - 97, line.charCodeAt(2 * index + 1) - 97];
    if (high < 0 || high > 15 || low < 0 || low > 15) return undefined;
    bytes[index] = high * 16 + low;
  }
  return bytes;
}

function answerOf(bytes: Uint8Array): { readonly id: number; readonly answer: Answer } | undefined {
  const view = new DataView(bytes.buffer);
  if (view.getUint32(record.dataLength, true) !== bytes.length - record.size) return undefined;
  const value = view.getBigUint64(record.answer, true);
  const status = view.getUint32(record.status, true);
  const failed = value >= lowestError;
  return {
    id: view.getUint32(record.id, true),
    answer: {
      value: BigInt.asIntN(64, value),
      ...(failed ? { errno: Number(2n ** 64n - value) } : {}),
      step: view.getUint32(record.step, true),
      ended: endOf(status),
      note: view.getBigUint64(record.note, true),
      data: bytes.subarray(record.size),
    },
  };
}

/** A status as wait(2) gives it. */
function endOf(status: number): Answer['ended'] {
  if (status === 0xffff_ffff) return 'not started';
  const signal = status & 0x7f;
  return signal === 0 ? { code: (status >> 8) & 0xff } : { signal };
}
