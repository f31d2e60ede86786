import { type BuildStep, written } from '../../src/model/index.ts';
import { container, type Overrides } from './table.ts';

type Keyword = BuildStep['instruction'];

/** An image built by these instructions, one a line, as a surface reads them: "FROM debian AS build", "RUN --flag …" without its flags. */
export function imageOf(text: string, flags: Readonly<Record<number, BuildStep['flags']>> = {}): Overrides {
  const source = { path: 'Containerfile', text };
  let stage = '';
  let start = 0;
  let count = -1;
  const steps = text.split('\n').map((line, index): BuildStep => {
    const [, keyword = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (keyword === 'FROM') {
      count++;
      stage = / AS (\S+)$/i.exec(rest)?.[1]?.toLowerCase() ?? String(count);
    }
    const origin = { source, start, end: start + line.length };
    start += line.length + 1;
    return { instruction: keyword as Keyword, stage, origin, text: written(rest, origin), flags: flags[index] ?? {} };
  });
  const { origin } = container();
  return { kind: 'image', surface: 'containerfile', image: { build: { origin, args: [], steps } } };
}
