import { readPart } from './commands/scan/layer.ts';
import { answerTasks } from './host/answer-tasks.ts';

/** A thread of `scan`, an entrance of its own: it reads layers and knows nothing else, so that it starts at once. */
answerTasks(readPart, (read) => ('problem' in read ? [] : Object.values(read.contents.paths).map(({ buffer }) => buffer)));
