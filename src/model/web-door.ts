import { Unreadable } from './errors.ts';

/** The network, for those who were asked to use it: one request at a time, and nothing is followed by itself. */
export interface WebDoor {
  /** GET, or POST of a form. Throws NoAnswer, whose message is one clause; so does reading the body. */
  get(request: WebRequest): Promise<WebAnswer>;
  /** In lower-case hexadecimal digits. */
  sha256(bytes: Uint8Array): string;
}

export interface WebRequest {
  /** https://… or http://… */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds until the end of the body; where `silence` is given, of waiting for it. */
  readonly timeout: number;
  /** Milliseconds without a piece of the body. */
  readonly silence?: number;
  /** Whatever its certificate says: somebody declared that this registry is not secured. */
  readonly unchecked?: boolean;
  /** What is sent as a form, by POST; absent: it is a GET. */
  readonly form?: Readonly<Record<string, string>>;
}

export interface WebAnswer {
  readonly status: number;
  /** Names in lower case; several of one name are joined by ", ". */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the request; to be called by whoever does not read the body to its end. */
  close(): void;
}

/** The other side cannot be reached, is too slow, or breaks off: asking it again would come to the same. */
export class NoAnswer extends Unreadable {}
