import { cpuPeriod } from '../../../facts/cgroup.ts';
import { type Container, type EnvVar, type Field, knownValue, type TranslationNote } from '../../../model/index.ts';
import { fill, openText, saidOf } from '../../../text/emit/index.ts';
import { filled, type Json, some } from './json.ts';
import { label } from './names.ts';
import { portsOf } from './ports.ts';
import { securityOf } from './security.ts';
import { bytes, type Volumes } from './volumes.ts';

/** An entry of `containers`. */
export function containerOf(container: Container, name: string, volumes: Volumes, notes: TranslationNote[]): Json {
  const { process, role, beside = [] } = container;
  const words = process.entrypointWords;
  const said = (meaning: string): true | undefined => (beside.some((one) => one.meaning === meaning) ? true : undefined);
  return (
    filled({
      name,
      image: imageOf(container, notes),
      restartPolicy: role === 'sidecar' ? 'Always' : undefined,
      command: words === undefined || words === 0 ? undefined : list(process.args, 0, words),
      args: list(process.args, words ?? 0),
      workingDir: knownValue(process.cwd),
      env: some(process.env.flatMap((variable) => envOf(variable, container, notes))),
      ports: some(
        portsOf(container.ports).map(
          ({ port, protocol }) => filled({ containerPort: port, protocol: protocol === 'TCP' ? undefined : protocol }) ?? {},
        ),
      ),
      volumeMounts: some(volumes.mountsOf(container)),
      resources: resourcesOf(container),
      securityContext: securityOf(container),
      readinessProbe: role === 'init' ? undefined : probe(container, notes),
      stdin: said('input'),
      tty: said('terminal'),
    }) ?? {}
  );

  /** $(NAME) is the kubelet's to fill in: a dollar before a bracket is doubled. */
  function list(args: Field<readonly string[]> | undefined, from: number, to?: number): Json | undefined {
    const own = knownValue(args)?.slice(from, to);
    return own === undefined ? undefined : some(own.map(withDollars));
  }
}

/** Where the kubelet would take a dollar for the start of a reference, or two for one. At the end of a piece a reference may follow. */
const dollars = (text: string): string => text.replace(/\$(?=[$(]|$)/g, '$$$$');

const withDollars = (text: string): string => fill(text, (variable) => `$(${variable})`, dollars);

function imageOf({ id, name, image: { reference, build } }: Container, notes: TranslationNote[]): string {
  const text = saidOf(reference, (word) => word);
  if (text?.open)
    notes.push({
      kind: 'todo',
      container: id,
      path: 'image',
      message: `fill in the image ${text.text}: nothing in a manifest does`,
      ...(reference?.origin && { origin: reference.origin }),
    });
  if (text !== undefined) return text.text;
  if (build !== undefined)
    notes.push({
      kind: 'todo',
      container: id,
      path: 'image',
      origin: build.origin,
      message: `the image is built here: build it, push it where the nodes can pull it, and name it in place of ${label(name)}`,
    });
  return label(name);
}

function envOf({ name, value, from, origin }: EnvVar, { id, name: owner }: Container, notes: TranslationNote[]): Json[] {
  const path = `process.env[${name}]`;
  if (value?.state === 'unknown') {
    const text = openText(value, name);
    if (text === undefined) return [];
    notes.push({ kind: 'todo', container: id, path, message: `fill in ${text.text}: nothing in a manifest does`, origin });
    return [{ name, value: text.text }];
  }
  if (value !== undefined) return [{ name, value: withDollars(value.value) }];
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) return [];
  const object = `${label(owner).slice(0, 55)}-env`;
  const kind = from === 'config' ? 'ConfigMap' : 'Secret';
  notes.push({
    kind: 'todo',
    container: id,
    path,
    origin,
    message: `put ${name} into the ${kind} ${object}, as with kubectl create ${kind === 'Secret' ? 'secret generic' : 'configmap'} ${object} --from-env-file=FILE`,
  });
  return [{ name, valueFrom: { [kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef']: { name: object, key: name } } }];
}

function resourcesOf({ linux: { resources } }: Container): Json | undefined {
  const { memory, cpu } = resources;
  const [limit, reservation, quota, period, shares] = [memory?.limit, memory?.reservation, cpu?.quota, cpu?.period, cpu?.shares].map(
    knownValue,
  );
  const size = (value: number | undefined): string | undefined => (value === undefined || value < 0 ? undefined : bytes(value));
  const milli = quota === undefined || quota <= 0 ? undefined : (quota / (period ?? cpuPeriod)) * 1000;
  return filled({
    requests: filled({ cpu: shares === undefined ? undefined : processors((shares * 1000) / 1024), memory: size(reservation) }),
    limits: filled({ cpu: milli === undefined ? undefined : processors(milli), memory: size(limit) }),
  });
}

/** Thousandths of a processor; whole ones without their unit. */
function processors(milli: number): string {
  const whole = Math.max(1, Math.ceil(milli));
  return whole % 1000 === 0 ? String(whole / 1000) : `${whole}m`;
}

/** A check that does not end the container, as Docker's does not: it keeps requests away. */
function probe({ id, healthcheck, beside = [] }: Container, notes: TranslationNote[]): Json | undefined {
  const check = knownValue(healthcheck);
  if (check === undefined || check.disabled) return undefined;
  const [kind, ...words] = check.test;
  const command = kind === 'CMD' ? words : kind === 'CMD-SHELL' ? ['/bin/sh', '-c', words.join(' ')] : undefined;
  if (command === undefined) return undefined;
  notes.push({
    kind: 'differs',
    container: id,
    path: 'healthcheck',
    message: 'the health check becomes a readinessProbe: it keeps requests away while it fails, and restarts nothing',
    ...(healthcheck?.origin && { origin: healthcheck.origin }),
  });
  const said = (meaning: string): number | undefined => seconds(beside.find((one) => one.meaning === meaning)?.value);
  return filled({
    exec: { command },
    periodSeconds: said('health-interval'),
    timeoutSeconds: said('health-timeout'),
    failureThreshold: said('health-retries'),
    initialDelaySeconds: said('health-start-period'),
  });
}

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, '': 1 };

/** "30s", "1m" or a number, in whole seconds. */
function seconds(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:\d{1,6}[hms]?){1,3}$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([hms]?)/g)].reduce((sum, [, digits, unit]) => sum + Number(digits) * (units[unit ?? ''] ?? 1), 0);
}
