import { type Assembler, argumentRegisters, type Call } from './assembler/assembler.ts';
import type { Processor } from './elf.ts';
import { interpret } from './interpreter.ts';
import { attemptHeader, callNumber, capabilityVersion3, exitCodes, lowestError, memory, record } from './layout.ts';

/** MAP_SHARED or MAP_PRIVATE, MAP_ANONYMOUS, MAP_FIXED. */
const [sharedMap, ownMap] = [0x31, 0x32];
const readAndWrite = 3;
const writeOnly = 1;
const here = -100;
/** The process that the kernel kills first when memory runs out: of the attempts one, and never the core, which tells what became of it. */
const firstToGo = { file: '/proc/self/oom_score_adj', value: '1000' } as const;
/** __WALL: children of every kind. */
const anyChild = 0x4000_0000;
const [childSignal, kill] = [17, 9];

/**
 * The program around the table: each attempt is made by a process of its own, with a timer, in a process group of its own; whatever it
 * leaves behind is killed and waited for, and one line is printed. Nothing of it depends on files, libraries or the environment.
 *
 * s1 is the shared memory throughout. s2 is the attempt, s3 its end.
 */
export function core(assembler: Assembler, processor: Processor, table: bigint): void {
  const call: Call = (name, ...args) => {
    for (const [index, value] of args.entries()) {
      const register = argumentRegisters[index];
      if (register === undefined) throw new Error(`${name} has too many arguments`);
      if (typeof value === 'string') assembler.copy(register, value);
      else assembler.put(register, BigInt(value));
    }
    assembler.put('result', BigInt(callNumber(processor, name)));
    assembler.syscall();
  };
  start(assembler, call, table);
  attempt(assembler, call);
  print(assembler, call);
  child(assembler, call);
  interpret(assembler, call);
}

function start(to: Assembler, call: Call, table: bigint): void {
  to.load('t0', 'stack', 0, 8);
  to.put('t1', 2n);
  to.jumpIf('below', 't0', 't1', 'main');
  // Started by an attempt, to see what executing a file does to the user, or to the capabilities.
  to.put('t1', 3n);
  to.jumpIf('not below', 't0', 't1', 'capabilities');
  call('geteuid');
  to.copy('s0', 'result');
  call('getuid');
  to.jumpIf('equal', 'result', 's0', 'same user');
  call('exit_group', exitCodes.anotherUser);
  to.label('same user');
  call('exit_group', exitCodes.sameUser);
  capabilities(to, call);
  to.label('main');
  call('mmap', memory.shared, memory.sharedSize, readAndWrite, sharedMap, -1, 0);
  to.put('s1', BigInt(memory.shared));
  to.jumpIf('different', 'result', 's1', 'broken');
  call('mmap', memory.own, memory.ownSize, readAndWrite, ownMap, -1, 0);
  to.put('t0', BigInt(memory.own));
  to.jumpIf('different', 'result', 't0', 'broken');
  // No signal stays blocked: the timers need theirs. (The fresh memory is an empty set.)
  call('rt_sigprocmask', 2, memory.own, 0, 8);
  write(to, memory.firstToGo.file, firstToGo.file);
  write(to, memory.firstToGo.value, firstToGo.value);
  to.put('s2', table);
}

/** struct __user_cap_header_struct (of this process) and two __user_cap_data_struct: effective, permitted and inheritable, 32 bits each time. */
const capabilityHeader = 8;
const permitted = [capabilityHeader + 4, capabilityHeader + 16] as const;

function capabilities(to: Assembler, call: Call): void {
  to.label('capabilities');
  call('mmap', memory.own, memory.ownSize, readAndWrite, ownMap, -1, 0);
  to.put('s0', BigInt(memory.own));
  to.put('t0', BigInt(capabilityVersion3));
  to.store('t0', 's0', 0, 4);
  call('capget', memory.own, memory.own + capabilityHeader);
  to.put('t1', 0n);
  to.jumpIf('different', 'result', 't1', 'broken');
  to.load('t0', 's0', permitted[0], 4);
  to.load('t1', 's0', permitted[1], 4);
  to.add('t0', 't1');
  to.put('t1', 0n);
  to.jumpIf('equal', 't0', 't1', 'holds none');
  call('exit_group', exitCodes.holdsSome);
  to.label('holds none');
  call('exit_group', exitCodes.holdsNone);
}

/** Puts a text, with at least one NUL, where there are only zeros so far. */
function write(to: Assembler, address: number, text: string): void {
  const bytes = new DataView(new ArrayBuffer(8 * Math.ceil((text.length + 1) / 8)));
  for (const [index, character] of [...text].entries()) bytes.setUint8(index, character.charCodeAt(0));
  to.put('t0', BigInt(address));
  for (let at = 0; at < bytes.byteLength; at += 8) {
    to.put('t1', bytes.getBigUint64(at, true));
    to.store('t1', 't0', at, 8);
  }
}

function attempt(to: Assembler, call: Call): void {
  to.label('attempt');
  to.load('t0', 's2', attemptHeader.length, 4);
  to.put('t1', 0n);
  to.jumpIf('equal', 't0', 't1', 'finished');
  to.copy('s3', 's2');
  to.add('s3', 't0');
  for (const offset of [record.step, record.status, record.dataLength]) to.store('t1', 's1', offset, 4);
  for (const offset of [record.answer, record.note]) to.store('t1', 's1', offset, 8);
  to.load('t0', 's2', attemptHeader.id, 4);
  to.store('t0', 's1', record.id, 4);
  call('clone', childSignal, 0, 0, 0, 0);
  to.put('t1', 0n);
  to.jumpIf('equal', 'result', 't1', 'child');
  to.copy('s5', 'result');
  to.put('t1', lowestError);
  to.jumpIf('below', 's5', 't1', 'wait');
  to.store('s5', 's1', record.answer, 8);
  to.put('t1', 0xffff_ffffn);
  to.store('t1', 's1', record.status, 4);
  to.jump('print');
  to.label('wait');
  call('wait4', 's5', memory.shared + record.status, anyChild, 0);
  to.put('s4', 0n);
  to.subtract('s4', 's5');
  call('kill', 's4', kill);
  to.label('reap');
  call('wait4', -1, 0, anyChild, 0);
  to.put('t1', lowestError);
  to.jumpIf('below', 'result', 't1', 'reap');
}

/** Each byte as two letters a to p: no table, and nothing that a terminal, a log or a line end could change. */
function print(to: Assembler, call: Call): void {
  to.label('print');
  to.copy('s0', 's1');
  to.load('s4', 's1', record.dataLength, 4);
  to.add('s4', 's1');
  to.addNumber('s4', record.size);
  to.put('s5', BigInt(memory.line));
  to.label('byte');
  to.load('t0', 's0', 0, 1);
  to.copy('t1', 't0');
  to.shiftRight('t1', 4);
  to.addNumber('t1', 'a'.charCodeAt(0));
  to.store('t1', 's5', 0, 1);
  to.shiftLeft('t0', 60);
  to.shiftRight('t0', 60);
  to.addNumber('t0', 'a'.charCodeAt(0));
  to.store('t0', 's5', 1, 1);
  to.addNumber('s0', 1);
  to.addNumber('s5', 2);
  to.jumpIf('below', 's0', 's4', 'byte');
  to.put('t0', BigInt('\n'.charCodeAt(0)));
  to.store('t0', 's5', 0, 1);
  to.addNumber('s5', 1);
  to.put('s4', BigInt(memory.line));
  to.label('write');
  to.copy('s0', 's5');
  to.subtract('s0', 's4');
  call('write', 1, 's4', 's0');
  to.put('t0', 0n);
  to.jumpIf('equal', 'result', 't0', 'broken');
  to.put('t0', lowestError);
  to.jumpIf('not below', 'result', 't0', 'broken');
  to.add('s4', 'result');
  to.jumpIf('below', 's4', 's5', 'write');
  to.copy('s2', 's3');
  to.jump('attempt');
  to.label('finished');
  call('exit_group', 0);
  to.label('broken');
  call('exit_group', 1);
}

function child(to: Assembler, call: Call): void {
  to.label('child');
  call('setpgid', 0, 0);
  const dieWithParent = 1;
  call('prctl', dieWithParent, kill, 0, 0, 0);
  // Everybody may make himself the first to go. Where that is refused the attempt is made all the same.
  call('openat', here, memory.firstToGo.file, writeOnly, 0);
  to.copy('s0', 'result');
  call('write', 's0', memory.firstToGo.value, firstToGo.value.length);
  call('close', 's0');
  to.load('s0', 's2', attemptHeader.timer, 8);
  call('setitimer', 0, 's0', 0);
  to.copy('s0', 's2');
  to.addNumber('s0', attemptHeader.size);
}
