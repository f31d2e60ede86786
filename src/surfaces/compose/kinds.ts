import { byteSize } from '../../text/docker-syntax/index.ts';

/** What the text of a value must be, in words, and how it is read. */
export interface Kind<T> {
  readonly what: string;
  parse(text: string): T | undefined;
  /** The empty text means that the key is not set. */
  readonly emptyIsUnset?: true;
  /** Who refuses anything else, as a clause; absent: Compose, the whole file. */
  readonly refusal?: string;
}

export const words: Kind<string> = { what: 'a text', parse: (text) => text, emptyIsUnset: true };

/** Any text, the empty one too. */
export const anything: Kind<string> = { what: 'a text', parse: (text) => text };

/** Source: compose-go 2 loader/interpolate.go toBoolean. */
export const boolean: Kind<boolean> = {
  what: 'true or false',
  parse(text) {
    if (/^(?:true|y|yes|on)$/i.test(text)) return true;
    return /^(?:false|n|no|off)$/i.test(text) ? false : undefined;
  },
};

export const bytes: Kind<number> = {
  what: 'a size such as 512m or 1gb',
  parse: (text) => (/^-\d{1,18}$/.test(text) ? Number(text) : byteSize(text)),
};

export const integer: Kind<number> = {
  what: 'a whole number',
  parse: (text) => (/^[-+]?\d{1,18}$/.test(text) ? Number(text) : undefined),
};

export const decimal: Kind<number> = {
  what: 'a number',
  parse: (text) => (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,2})?$/i.test(text) ? Number(text) : undefined),
};

/** Permission bits: 0440, 0o440, or 288 in decimal as YAML 1.2 reads it; a quoted "0440" is octal too. */
export const mode: Kind<number> = {
  what: 'permission bits such as 0440',
  parse(text) {
    if (/^0o?[0-7]{1,6}$/.test(text)) return Number.parseInt(text.replace('o', ''), 8);
    return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
  },
};

/** 0 and below mean "no limit" to the engine: the model says -1. */
export const limit = <T extends Kind<number>>(kind: T): Kind<number> => ({
  what: kind.what,
  parse(text) {
    const value = kind.parse(text);
    return value !== undefined && value <= 0 ? -1 : value;
  },
});
