import { knownValue, type Settings } from '../../../model/index.ts';
import { withMode } from '../../../text/docker-syntax/mount-words.ts';
import { parameterRefused } from '../../../text/network-parameter.ts';
import { add, changeValue, drop, given, givenAt } from './options.ts';
import type { Result, Writing } from './writing.ts';

/** A secret out of the environment, into Podman's own store: a file where the image reads one. It is copied nowhere. */
export function giveAsSecret(writing: Writing, { name, file }: Settings['process.env.secret']): Result {
  const variable = writing.container.process.env.findLast((one) => one.name === name);
  const found = variable === undefined ? [] : givenAt(writing, variable.origin).filter(({ flag }) => flag === 'env');
  if (found.length === 0) return `${name} is not written in this unit: take it out where it is set`;
  const secret = name.toLowerCase();
  writing.notes.add(`Create the secret ${secret} first: podman secret create ${secret} FILE`);
  const because = drop(writing, found, name);
  if (because !== undefined) return because;
  if (file !== undefined) return add(writing, `Secret=${secret}`) ?? add(writing, `Environment=${file.variable}=/run/secrets/${secret}`);
  writing.notes.add(`${name} stays in the environment of the program, since the image is not known to read a file instead.`);
  return add(writing, `Secret=${secret},type=env,target=${name}`);
}

export function narrowMode(writing: Writing, { name, mode, uid }: Settings['secrets.mode']): Result {
  const use = writing.container.secrets.find((one) => one.name === name && knownValue(one.mode) !== mode);
  const [option] = use === undefined ? [] : givenAt(writing, use.origin).filter(({ flag }) => flag === 'secret');
  if (option === undefined) return `the secret ${name} is not used in this unit`;
  return changeValue(writing, option, (text) => withMode(text, mode, uid));
}

/** A device, by the word that gives it. */
export function removeDevice(writing: Writing, { path }: Settings['linux.devices.remove']): Result {
  const entries = (writing.container.linux.devices ?? []).filter((entry) => knownValue(entry)?.path === path);
  return drop(
    writing,
    entries.flatMap(({ origin }) => (origin === undefined ? [] : givenAt(writing, origin))),
    path,
  );
}

export const removeSysctl = (writing: Writing, { name }: Settings['linux.sysctl.remove']): Result =>
  drop(
    writing,
    given(writing, 'sysctl').filter(({ value }) => value.split('=', 1)[0]?.trim().replaceAll('/', '.') === name),
    name,
  );

export const setSysctl = (writing: Writing, { name, value }: Settings['linux.sysctl.set']): Result =>
  parameterRefused(writing.container) ??
  (inPod(writing) ? 'the container is in a pod: write Sysctl= into its .pod unit' : add(writing, `Sysctl=${name}=${value}`));

const inPod = ({ unit }: Writing): boolean => unit.entries.some(({ key }) => key === 'Pod');
