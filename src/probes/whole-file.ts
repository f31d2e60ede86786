import { answerIs } from './attempt.ts';
import { mostData } from './layout.ts';
import { compute, data, here, into, must, type Step, slot, text } from './step.ts';

const readOnly = 0x8_0000;
/** The kernel hands over lists page by page. */
export const page = 4096;

/** Hands back what a file says, behind `before` bytes that are there already, and no more than fits. Its length with these is the answer. */
export const wholeFile = (path: string, before = 0): readonly Step[] => [
  into(0, must('openat', here, text(path), readOnly)),
  into(1, compute('add', before, 0)),
  into(2, compute('add', data(), slot(1))),
  into(3, must('read', slot(0), slot(2), page)),
  into(1, compute('add', slot(1), slot(3))),
  compute('ifEqual', slot(3), 0, { steps: 2 }),
  compute('ifBelow', slot(1), mostData - page + 1, { steps: -4 }),
  compute('emit', slot(1)),
  answerIs(1),
];
