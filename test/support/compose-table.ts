import { describe, expect, it } from 'vitest';
import { asService, bare, pick, readCompose, service, type World } from './compose.ts';

const env = { HOME: '/home/me', EMPTY: '', UID: '1000', PORT: '8080', TRUE: 'true' };

/** What is written in the service, where it lands in the model, and as what. `undefined`: not set. */
export type Row = readonly [body: string, way: string, expected: unknown, world?: World];

/** One row, one test; none of them may bring a problem. */
export function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [body, way, expected, world] of rows) {
      it(`${body.replaceAll('\n', ' ⏎ ')} → ${way}`, () => {
        const result = readCompose(asService(body), { env, ...world });
        expect(result.problems).toEqual([]);
        expect(pick(bare(service(result)), way)).toEqual(expected);
      });
    }
  });
}

/** The variable that no row sets. */
export const unset = '? ${NOPE} is not set';
