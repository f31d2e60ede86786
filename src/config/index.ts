export { type Choice, type Chooser, chooserOf, covers, matcherOf, type Rules } from './choose.ts';
export { type Config, defineConfig, type SeverityChange } from './config.ts';
export { type ReadConfig, readConfig, readConfigValue } from './read.ts';
export type { Vocabulary } from './shape.ts';
