/** The public library: the model and the pure parts. Reading files and printing are the command's business. */
export { type Config, defineConfig } from './config/config.ts';
export { controls } from './controls/index.ts';
export { defaultEngine, parseEngine, resolve } from './engines/index.ts';
export { type Judgement, judge } from './judge.ts';
export { link } from './link/index.ts';
export * from './model/index.ts';
export { surfaces } from './surfaces/index.ts';
export { placeOf } from './text/lines.ts';
