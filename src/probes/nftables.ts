import type { Answer } from './answers.ts';
import { also, compute, data, into, must, slot, type Task, tell } from './step.ts';

const [netlink, raw, netfilter, closesOnExec] = [16, 3, 12, 0x8_0000];
const [request, dump] = [0x1, 0x300];
const getTable = 0x0a01;
const dontWait = 0x40;
/** Where the second part of an answer lies. */
const half = 8192;

/** Asks the kernel which tables of nftables there are. Source: Linux 6.12 include/uapi/linux/netlink.h, netfilter/nf_tables.h NFT_MSG_GETTABLE. */
export const listTables = (): Task => ({
  steps: [
    into(0, must('socket', netlink, raw | closesOnExec, netfilter)),
    must('sendto', slot(0), { bytes: question() }, 20, 0, 0, 0),
    tell('recvfrom', slot(0), data(), half, dontWait, 0, 0),
    also('recvfrom', slot(0), data(half), half, dontWait, 0, 0),
    compute('emit', 2 * half),
  ],
});

function question(): Uint8Array {
  const message = new DataView(new ArrayBuffer(20));
  message.setUint32(0, 20, true);
  message.setUint16(4, getTable, true);
  message.setUint16(6, request | dump, true);
  return new Uint8Array(message.buffer);
}

const families: Readonly<Record<number, string>> = { 1: 'inet', 2: 'ip', 3: 'arp', 5: 'netdev', 7: 'bridge', 10: 'ip6' };
const [error, done, newTable] = [2, 3, 0x0a00];
/** No part of the kernel answers for nftables. */
const nobody = -22;

/** "ip filter", "inet firewalld": what came of that. Undefined: it cannot be told, or there are too many. */
export function tablesIn(answer: Answer | undefined): readonly string[] | undefined {
  if (answer === undefined || answer.errno !== undefined || answer.data.length < 2 * half) return undefined;
  const view = new DataView(answer.data.buffer, answer.data.byteOffset, answer.data.length);
  const found: string[] = [];
  for (const start of [0, half])
    for (let at = start; at + 16 <= start + half; ) {
      const [length, type] = [view.getUint32(at, true), view.getUint16(at + 4, true)];
      if (type === done) return found;
      if (type === error) return view.getInt32(at + 16, true) === nobody ? [] : undefined;
      if (length < 20 || at + length > start + half) break;
      if (type === newTable) found.push(`${families[view.getUint8(at + 16)] ?? 'unknown'} ${nameIn(view, at + 20, at + length)}`);
      at += Math.ceil(length / 4) * 4;
    }
  return undefined;
}

/** The attribute NFTA_TABLE_NAME. */
function nameIn(view: DataView, from: number, end: number): string {
  for (let at = from; at + 4 <= end; ) {
    const [length, type] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (length < 4 || at + length > end) break;
    if (type === 1) return new TextDecoder('latin1').decode(new Uint8Array(view.buffer, view.byteOffset + at + 4, length - 5));
    at += Math.ceil(length / 4) * 4;
  }
  return 'unknown';
}
