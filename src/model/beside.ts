import type { Origin } from './origin.ts';

/** What several ways of declaring have a word for, though no measure is about it. */
export type Meaning =
  | 'restart'
  | 'label'
  | 'depends-on'
  | 'init'
  | 'stop-signal'
  | 'stop-timeout'
  | 'extra-host'
  | 'dns'
  | 'terminal'
  | 'input'
  | 'remove'
  | 'health-interval'
  | 'health-timeout'
  | 'health-retries'
  | 'health-start-period';

/** What the author wrote and no measure is about: kept only for who asks for everything (ReadContext.everything). */
export interface Beside {
  /** As it is written: "restart", "--restart", "Restart=". */
  readonly key: string;
  readonly meaning?: Meaning;
  /**
   * In the words of `docker run`: "unless-stopped", "name=value", "host:address", "30s", "true". Seconds for `stop-timeout`, a container's
   * name for `depends-on`. Absent: it cannot be carried over.
   */
  readonly value?: string;
  /** `depends-on`: what it waits for, in the words of Compose; absent: that the other one was started. */
  readonly condition?: string;
  readonly origin: Origin;
}
