/** Unit files: sections, keys, continued lines, words and specifiers. */
export * from './specifiers.ts';
export * from './unit.ts';
export * from './words.ts';
