import { type Container, type Field, isUnknown, knownValue } from '../../model/index.ts';

/** What an image's configuration says, and another one's says otherwise. */
export interface ConfigurationChange {
  readonly what: string;
  /** Absent: it says nothing of it. */
  readonly base?: string;
  readonly head?: string;
}

/** What compare() does not weigh, because an image alone gives nobody a privilege by it. Of variables the names alone are told. */
export function compareConfigurations(base: Container, head: Container): readonly ConfigurationChange[] {
  return aspects.flatMap(([what, said]) => {
    const [before, after] = [said(base), said(head)];
    if (before === after) return [];
    return [{ what, ...(before === '' ? {} : { base: before }), ...(after === '' ? {} : { head: after }) }];
  });
}

const sayField = <T>(field: Field<T> | undefined, say: (value: T) => string): string => {
  if (isUnknown(field)) return 'not known';
  const value = knownValue(field);
  return value === undefined ? '' : say(value);
};

const sorted = (words: readonly string[]): string => [...new Set(words)].sort().join(', ');

const aspects: readonly (readonly [what: string, said: (image: Container) => string])[] = [
  ['user', ({ process }) => sayField(process.user, ({ uid, name }) => name ?? String(uid ?? ''))],
  [
    'exposed ports',
    ({ ports }) => sorted(ports.map(({ containerPort, protocol }) => `${sayField(containerPort, String)}/${sayField(protocol, String)}`)),
  ],
  [
    'volumes',
    ({ mounts }) =>
      sorted(mounts.flatMap(({ type, destination }) => (knownValue(type) === 'volume' ? [sayField(destination, String)] : []))),
  ],
  ['health check', ({ healthcheck }) => sayField(healthcheck, ({ disabled }) => (disabled ? 'turned off' : 'has one'))],
  ['entry point and command', ({ process }) => sayField(process.args, (args) => JSON.stringify(args))],
  ['working folder', ({ process }) => sayField(process.cwd, String)],
  ['variables', ({ process }) => sorted(process.env.map(({ name }) => name))],
];
