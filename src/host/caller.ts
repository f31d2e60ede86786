import { homedir } from 'node:os';

/** Who runs this: decides where per-user things lie. */
export interface Caller {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export const caller = (): Caller => ({ env: process.env, home: homedir() });
