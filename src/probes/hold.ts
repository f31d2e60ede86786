import { also, compute, here, into, must, room, slot, type Task, text, words } from './step.ts';

/** Milliseconds for which a program stays at most, and nanoseconds between two looks. */
const patience = 4000;
const pause = 20_000_000;
const modified = 0x40;
/** Where struct statx holds the seconds of its last change. Source: Linux 6.12 include/uapi/linux/stat.h. */
const secondsAt = 0x70;

/** The time, in seconds, that whoever started the program gives its file when he has seen enough of it. */
export const released = 1;

/** Stays until the file of the program, which lies at `self`, bears that time: so it is not gone before it was looked at. */
export const hold = (self: string): Task => ({
  patience,
  steps: [
    into(0, must('statx', here, text(self), 0, modified, room())),
    into(1, compute('load', room(secondsAt))),
    compute('ifEqual', slot(1), released, { steps: 3 }),
    also('nanosleep', words(0, pause), 0),
    compute('ifBelow', 0, 1, { steps: -4 }),
    compute('end'),
  ],
});
