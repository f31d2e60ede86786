/** One instruction of a classic BPF program: struct sock_filter of include/uapi/linux/filter.h. */
export interface Instruction {
  readonly code: number;
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
}

/** What the kernel hands to a filter: struct seccomp_data of include/uapi/linux/seccomp.h, little-endian. */
export interface SeccompData {
  readonly nr: number;
  readonly arch: number;
  readonly args: readonly bigint[];
}

/** struct sock_filter, eight bytes each, little-endian. */
export function parseProgram(bytes: Uint8Array): Instruction[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / 8) }, (_, index) => ({
    code: view.getUint16(index * 8, true),
    jt: view.getUint8(index * 8 + 2),
    jf: view.getUint8(index * 8 + 3),
    k: view.getUint32(index * 8 + 4, true),
  }));
}

/**
 * The value that a program returns for a call: what the kernel would do, instruction by instruction. Knows those instructions that
 * the kernel lets into a seccomp filter and that libseccomp and runc write; throws a RangeError for any other, and for a
 * jump out of the program. Always ends: jumps only go forward.
 */
export function simulate(program: readonly Instruction[], data: SeccompData): number {
  let accumulator = 0;
  for (let at = 0; at < program.length; at++) {
    const { code, jt, jf, k } = program[at] as Instruction;
    switch (code) {
      case 0x20: // ld [k]
        accumulator = word(data, k);
        break;
      case 0x54: // and #k
        accumulator = (accumulator & k) >>> 0;
        break;
      case 0x05: // ja
        at += k;
        break;
      case 0x15: // jeq #k
        at += accumulator === k ? jt : jf;
        break;
      case 0x25: // jgt #k
        at += accumulator > k ? jt : jf;
        break;
      case 0x35: // jge #k
        at += accumulator >= k ? jt : jf;
        break;
      case 0x45: // jset #k
        at += (accumulator & k) !== 0 ? jt : jf;
        break;
      case 0x06: // ret #k
        return k;
      default:
        throw new RangeError(`instruction ${at} has the code 0x${code.toString(16)}, which no seccomp filter of libseccomp has`);
    }
  }
  throw new RangeError('the program ends without an answer');
}

function word({ nr, arch, args }: SeccompData, offset: number): number {
  if (offset === 0) return nr >>> 0;
  if (offset === 4) return arch >>> 0;
  const argument = args[(offset - 16) >> 3] ?? 0n;
  if (offset >= 16 && offset < 64 && offset % 4 === 0) return Number((offset % 8 === 0 ? argument : argument >> 32n) & 0xffff_ffffn);
  throw new RangeError(`a seccomp filter cannot load from offset ${offset}`);
}
