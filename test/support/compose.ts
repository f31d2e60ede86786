import type { Container, Problem, ReadContext, ReadResult } from '../../src/model/index.ts';
import { reader } from '../../src/surfaces/compose/read.ts';
import { placeOf } from '../../src/text/lines.ts';

export interface World {
  readonly path?: string;
  /** Other files by their path, as seen from the working folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: ReadContext['env'];
}

/** Reads a Compose text as `app/compose.yaml`, in a world of its own. */
export function readCompose(text: string, { path = 'app/compose.yaml', files = {}, env = {} }: World = {}): ReadResult {
  const sources = new Map(Object.entries(files).map(([name, content]) => [name, { path: name, text: content }]));
  const load: ReadContext['load'] = (wanted, from) => sources.get(wanted.startsWith('/') ? wanted : resolve(from.path, wanted));
  return reader.read({ path, text }, { env, load });
}

function resolve(from: string, wanted: string): string {
  const kept: string[] = [];
  for (const part of `${from}/../${wanted}`.split('/')) {
    if (part === '..' && kept.length > 0) kept.pop();
    else if (part !== '.' && part !== '') kept.push(part);
  }
  return kept.join('/');
}

/** The keys of one service, indented by nothing, as the service `web` of a file with an image. */
export const asService = (body: string): string => `services:\n  web:\n    image: web\n${body.replace(/^(?=.)/gm, '    ')}\n`;

export function service(result: ReadResult, name = 'web'): Container {
  const found = result.containers.find((container) => container.name === name);
  if (found === undefined) throw new Error(`no container ${name}: ${JSON.stringify(result.problems)}`);
  return found;
}

/** The model without places: a written or default field is its value, an unknown one is "? because". */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  if ('state' in value) return 'value' in value ? bare(value.value) : `? ${'because' in value ? value.because : ''}`;
  const kept = Object.entries(value).filter(([key, inner]) => key !== 'origin' && inner !== undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key, bare(inner)]));
}

/** What stands at a way such as "process.env". */
export const pick = (value: unknown, way: string): unknown =>
  way.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);

/** "file:line:column text of the range" */
export function marked(field: unknown): string {
  const { origin } = field as Pick<Container, 'origin'>;
  const { file, line, column } = placeOf(origin);
  return `${file}:${line}:${column} ${origin.source.text.slice(origin.start, origin.end)}`;
}

export const said = ({ file, line, column, message }: Problem): string => `${file}:${line}:${column} ${message}`;
