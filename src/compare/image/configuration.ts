import { type Container, type Field, isUnknown, knownValue } from '../../model/index.ts';

/** What an image's configuration says, and another one's says otherwise. */
export interface ConfigurationChange {
  readonly what: string;
  /** What the other one has not. Absent: nothing. */
  readonly base?: string;
  readonly head?: string;
}

/** What compare() does not weigh, because an image alone gives nobody a privilege by it. Of variables the names alone are told. */
export function compareConfigurations(base: Container, head: Container): readonly ConfigurationChange[] {
  return aspects.flatMap(([what, said]) => {
    const [before, after] = [new Set(said(base)), new Set(said(head))];
    const [lost, gained] = [only(before, after), only(after, before)];
    if (lost === '' && gained === '') return [];
    return [{ what, ...(lost === '' ? {} : { base: lost }), ...(gained === '' ? {} : { head: gained }) }];
  });
}

const only = (some: ReadonlySet<string>, others: ReadonlySet<string>): string =>
  [...some]
    .filter((each) => !others.has(each))
    .sort()
    .join(', ');

const sayField = <T>(field: Field<T> | undefined, say: (value: T) => string): readonly string[] => {
  if (isUnknown(field)) return ['not known'];
  const value = knownValue(field);
  return value === undefined ? [] : [say(value)];
};

const aspects: readonly (readonly [what: string, said: (image: Container) => readonly string[]])[] = [
  [
    'exposed ports',
    ({ ports }) =>
      ports.map(({ containerPort, protocol }) => [...sayField(containerPort, String), ...sayField(protocol, String)].join('/')),
  ],
  [
    'volumes',
    ({ mounts }) => mounts.flatMap(({ type, destination }) => (knownValue(type) === 'volume' ? sayField(destination, String) : [])),
  ],
  ['health check', ({ healthcheck }) => sayField(healthcheck, ({ disabled }) => (disabled ? 'turned off' : 'has one'))],
  ['entry point and command', ({ process }) => sayField(process.args, (args) => JSON.stringify(args))],
  ['working folder', ({ process }) => sayField(process.cwd, String)],
  ['variables', ({ process }) => process.env.map(({ name }) => name)],
];
