import { isMainThread } from 'node:worker_threads';

/** The bundle's entrance: the command in the main thread, the worker of `check` in any other. */
void (isMainThread ? import('./cli.ts').then(({ run }) => run()) : import('./worker.ts').then(({ work }) => work()));
