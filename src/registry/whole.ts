import { NoAnswer, type WebAnswer } from '../model/index.ts';
import { joined } from '../text/bytes.ts';
import { isObject, type Loose } from '../text/json/loose.ts';

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
  return joined(chunks, length);
}

const tooLong = (most: number): NoAnswer =>
  new NoAnswer(`its answer is longer than ${most >= 1048576 ? `${most / 1048576} MiB` : `${most / 1024} KiB`}`);

/** Undefined: it is no JSON object. */
export function parsedJson(bytes: Uint8Array): Loose | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
