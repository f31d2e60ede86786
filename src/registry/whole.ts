import { NoAnswer, type WebAnswer } from '../model/index.ts';

/** The whole body of an answer. Throws NoAnswer where it is longer than `most` bytes: no more of it is read. */
export async function whole(answer: WebAnswer, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    if (Number(answer.headers['content-length'] ?? 0) > most) throw tooLong(most);
    for await (const chunk of answer.body) {
      length += chunk.length;
      if (length > most) throw tooLong(most);
      chunks.push(chunk);
    }
  } catch (error) {
    answer.close();
    throw error;
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

const tooLong = (most: number): NoAnswer =>
  new NoAnswer(`its answer is longer than ${most >= 1048576 ? `${most / 1048576} MiB` : `${most / 1024} KiB`}`);

/** Undefined: it is no JSON object. */
export function parsedJson(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
