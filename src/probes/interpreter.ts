import { type Assembler, argumentRegisters, type Call, type Register } from './assembler/assembler.ts';
import { flags, lowestError, memory, mostData, type Operation, operations, record, stepWord } from './layout.ts';

/** Takes the steps of one attempt, one after the other. s0 is the step, s3 the end, s4 the step's first word. */
export function interpret(to: Assembler, call: Call): void {
  to.label('step');
  to.jumpIf('not below', 's0', 's3', 'done');
  to.load('s4', 's0', 0, 8);
  part(to, 's5', stepWord.count, 8);
  for (const [index, register] of argumentRegisters.entries()) argument(to, index, register);
  part(to, 'result', 0, 16);
  to.put('t0', BigInt(operations.add));
  to.jumpIf('not below', 'result', 't0', 'operation');
  to.syscall();
  to.jump('answer');
  to.label('operation');
  for (const name of Object.keys(operations) as Operation[]) {
    to.put('t0', BigInt(operations[name]));
    to.jumpIf('equal', 'result', 't0', name);
  }
  operationBodies(to);
  answer(to);
  to.label('end');
  to.label('done');
  call('exit_group', 0);
}

/** So many bits of the step's first word. */
function part(to: Assembler, into: Register, at: number, bits: number): void {
  to.copy(into, 's4');
  to.shiftLeft(into, 64 - at - bits);
  to.shiftRight(into, 64 - bits);
}

/** An argument that is not there is 0. */
function argument(to: Assembler, index: number, register: Register): void {
  to.put(register, 0n);
  to.put('t0', BigInt(index));
  to.jumpIf('not below', 't0', 's5', `argument ${index}`);
  to.load(register, 's0', 8 + 8 * index, 8);
  part(to, 't0', stepWord.slots + index, 1);
  to.put('t1', 0n);
  to.jumpIf('equal', 't0', 't1', `argument ${index}`);
  to.shiftLeft(register, 3);
  to.put('t1', BigInt(memory.own));
  to.add(register, 't1');
  to.load(register, register, 0, 8);
  to.label(`argument ${index}`);
}

function operationBodies(to: Assembler): void {
  const body = (name: Operation, write: () => void): void => {
    to.label(name);
    write();
    to.jump('answer');
  };
  const give = (register: Register): void => to.copy('result', register);
  body('add', () => {
    to.add('a0', 'a1');
    give('a0');
  });
  body('subtract', () => {
    to.subtract('a0', 'a1');
    give('a0');
  });
  body('store', () => {
    to.store('a1', 'a0', 0, 8);
    give('a1');
  });
  body('load', () => to.load('result', 'a0', 0, 8));
  body('note', () => {
    to.store('a0', 's1', record.note, 8);
    give('a0');
  });
  body('emit', () => {
    to.put('t0', BigInt(mostData));
    to.jumpIf('below', 'a0', 't0', 'emit so much');
    to.copy('a0', 't0');
    to.label('emit so much');
    to.store('a0', 's1', record.dataLength, 4);
    give('a0');
  });
  body('find', () => find(to));
  to.label('ifEqual');
  to.jumpIf('equal', 'a0', 'a1', 'away');
  to.jump('next');
  to.label('ifBelow');
  to.jumpIf('not below', 'a0', 'a1', 'next');
  to.label('away');
  to.add('s0', 'a2');
  to.jump('step');
}

/** The text from a0 of a1 bytes, the one looked for from a2 of a3 bytes. The number of arguments in s5 is lost, and not needed again. */
function find(to: Assembler): void {
  to.add('a1', 'a0');
  to.add('a3', 'a2');
  to.put('result', 1n);
  to.label('from here');
  to.copy('a4', 'a0');
  to.copy('a5', 'a2');
  to.label('compare');
  to.jumpIf('equal', 'a5', 'a3', 'answer');
  to.jumpIf('not below', 'a4', 'a1', 'not found');
  to.load('t0', 'a4', 0, 1);
  to.load('t1', 'a5', 0, 1);
  to.addNumber('a4', 1);
  to.addNumber('a5', 1);
  to.jumpIf('equal', 't0', 't1', 'compare');
  to.addNumber('a0', 1);
  to.jump('from here');
  to.label('not found');
  to.put('result', 0n);
}

/** Keeps the answer in its slot, and in the record where that is asked for or an error ends the attempt. */
function answer(to: Assembler): void {
  to.label('answer');
  part(to, 't0', stepWord.target, 8);
  to.shiftLeft('t0', 3);
  to.put('t1', BigInt(memory.own));
  to.add('t0', 't1');
  to.store('result', 't0', 0, 8);
  part(to, 's5', stepWord.flags + Math.log2(flags.stopOnError), 1);
  to.put('t1', lowestError);
  to.jumpIf('not below', 'result', 't1', 'failed');
  to.put('s5', 0n);
  to.label('failed');
  // s5 is 1 where the attempt ends here.
  part(to, 't0', stepWord.flags, 1);
  to.add('t0', 's5');
  to.put('t1', 0n);
  to.jumpIf('equal', 't0', 't1', 'kept');
  to.store('result', 's1', record.answer, 8);
  part(to, 't0', stepWord.place, 16);
  to.store('t0', 's1', record.step, 4);
  to.label('kept');
  to.put('t1', 0n);
  to.jumpIf('different', 's5', 't1', 'done');
  to.label('next');
  part(to, 't0', stepWord.count, 8);
  to.shiftLeft('t0', 3);
  to.add('s0', 't0');
  to.addNumber('s0', 8);
  to.jump('step');
}
