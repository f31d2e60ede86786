/** The bundle's two entrances; launch.ts calls one of them. Each loads its own code only when it is called. */
export interface Entrances {
  /** The command line. */
  command(): Promise<void>;
  /** A thread of `check`. */
  thread(): Promise<void>;
}

export const command: Entrances['command'] = async () => (await import('./cli.ts')).run();

export const thread: Entrances['thread'] = async () => (await import('./worker.ts')).work();
