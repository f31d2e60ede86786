export * from './commands.ts';
export * from './holes.ts';
export * from './mapped.ts';
export * from './quote.ts';
export * from './spell.ts';
export * from './variables.ts';
export * from './word.ts';
