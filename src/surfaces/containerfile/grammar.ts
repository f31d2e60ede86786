/** What each instruction takes; facts from moby/buildkit 73ed6825, frontend/dockerfile/{command,parser,instructions}. */
export interface Grammar {
  /**
   * `list`: words parted by white space, or a JSON array. `command`: a command line, or a JSON array. `pairs`: name=value
   * words, or one name and a value (`ENV name value`). `names`: words with an optional value (ARG). `text`: all as one.
   */
  readonly form: 'words' | 'list' | 'command' | 'pairs' | 'names' | 'text' | 'health' | 'instruction';
  readonly flags: Readonly<Record<string, 'text' | 'boolean' | 'many'>>;
  readonly heredocs?: boolean;
}

const copying = { chown: 'text', chmod: 'text', link: 'boolean', exclude: 'many' } as const;

export const grammars = {
  ADD: { form: 'list', flags: { ...copying, 'keep-git-dir': 'boolean', checksum: 'text', unpack: 'boolean' }, heredocs: true },
  ARG: { form: 'names', flags: {} },
  CMD: { form: 'command', flags: {} },
  COPY: { form: 'list', flags: { ...copying, from: 'text', parents: 'boolean' }, heredocs: true },
  ENTRYPOINT: { form: 'command', flags: {} },
  ENV: { form: 'pairs', flags: {} },
  EXPOSE: { form: 'words', flags: {} },
  FROM: { form: 'words', flags: { platform: 'text' } },
  HEALTHCHECK: {
    form: 'health',
    flags: { interval: 'text', timeout: 'text', 'start-period': 'text', 'start-interval': 'text', retries: 'text' },
  },
  LABEL: { form: 'pairs', flags: {} },
  MAINTAINER: { form: 'text', flags: {} },
  ONBUILD: { form: 'instruction', flags: {} },
  RUN: { form: 'command', flags: { mount: 'many', network: 'text', security: 'text', device: 'many' }, heredocs: true },
  SHELL: { form: 'command', flags: {} },
  STOPSIGNAL: { form: 'text', flags: {} },
  USER: { form: 'text', flags: {} },
  VOLUME: { form: 'list', flags: {} },
  WORKDIR: { form: 'text', flags: {} },
} as const satisfies Record<string, Grammar>;

export type Keyword = keyof typeof grammars;

export const isKeyword = (word: string): word is Keyword => Object.hasOwn(grammars, word);

export const grammarOf = (keyword: Keyword): Grammar => grammars[keyword];
