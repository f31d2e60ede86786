import { Unreadable } from '../../model/index.ts';
import { type Loose, objectOf } from '../../text/json/loose.ts';

/** One question to the server, below /v1/. */
export interface Question {
  readonly method: 'GET' | 'POST';
  /** Without /v1/, each part encoded. */
  readonly path: string;
  readonly token?: string;
  readonly body?: object;
}

/** Answers with status and text; throws Unreadable where nothing answers, or not in time. Redirects are not followed. */
export type VaultDoor = (question: Question) => Promise<{ readonly status: number; readonly text: string }>;

/** The object that the server answers. Throws Unreadable, one line without any secret, for everything else. `what`: as in "login by AppRole". */
export async function ask(door: VaultDoor, question: Question, what: string): Promise<Loose> {
  const { status, text } = await door(question);
  if (status >= 300 && status < 400)
    throw new Unreadable(`${what}: the server points to another one (${status}), which is not followed: give that one's address`);
  if (status < 200 || status >= 300) throw new Unreadable(`${what}: the server answers ${status}${meaning[status] ?? ''}`);
  return status === 204 ? {} : objectOf(parsed(text, what));
}

/** What it says itself is not printed: it may repeat what was sent. */
const meaning: Readonly<Record<number, string>> = {
  400: ', the request is not as it should be (is the role or its secret right?)',
  403: ', permission denied (is the token valid, and may its policy read this path?)',
  404: ', there is no such path (the mount must be a key-value engine of version 2)',
  429: ', too many requests',
  503: ', it is sealed',
};

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(`${what}: the answer is no JSON`);
  }
}

/** Seconds. */
export const secondsOf = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0);
