import type { Answer } from './answers.ts';
import { endedEarly, errorOf } from './attempt.ts';
import { into, must, slot, type Task, tell } from './step.ts';

/** An address of another container of this machine, and a port where nobody listens. IPv4. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Milliseconds: a container of the same machine answers at once, and a filter not at all. */
const patience = 500;

const [inet, stream, closesOnExec] = [2, 1, 0x8_0000];

/** struct sockaddr_in: family, then port and address with the highest byte first. */
export const socketAddress = ({ address, port }: Endpoint): { readonly bytes: Uint8Array } => ({
  bytes: Uint8Array.from([inet, 0, port >> 8, port & 0xff, ...address.split('.').map(Number), ...new Uint8Array(8)]),
});

/** Tries to connect, and closes again at once. */
export const connectTo = (endpoint: Endpoint): Task => ({
  patience,
  steps: [into(0, must('socket', inet, stream | closesOnExec, 0)), tell('connect', slot(0), socketAddress(endpoint), 16)],
});

/** What ends an attempt that takes too long. */
const alarm = 14;

/** The name of the error, `accepted`, or `unknown`. ETIMEDOUT stands for no answer in time. */
export function contactSays(answer: Answer | undefined): string {
  if (answer === undefined) return 'unknown';
  if (typeof answer.ended === 'object' && 'signal' in answer.ended && answer.ended.signal === alarm) return 'ETIMEDOUT';
  return endedEarly(answer, 'connect') === undefined ? (errorOf(answer) ?? 'accepted') : 'unknown';
}
