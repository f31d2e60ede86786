import type { Settings } from '../../../model/index.ts';
import { knownValue } from '../../../model/index.ts';
import { withMode } from '../../../text/docker-syntax/mount-words.ts';
import { open, unknownIn } from './letters.ts';
import { add, changeValue, currentValue, drop, givenAs, givenAt } from './options.ts';
import type { Result, Writing } from './writing.ts';

/**
 * A secret out of the environment: Docker takes it from the caller, Podman from its own store, as a file
 * where the image reads one. It is copied nowhere.
 */
export function giveAsSecret(writing: Writing, { name, file }: Settings['process.env.secret']): Result {
  const variable = writing.container.process.env.findLast((one) => one.name === name);
  if (variable !== undefined && variable.origin.source !== writing.source)
    return `${name} is set in ${variable.origin.source.path}: take it out there`;
  const given = variable === undefined ? [] : givenAt(writing, variable.origin);
  const [one, ...more] = given;
  if (one === undefined || one.flag.name !== 'env') return `${name} is not written on the command line itself`;
  if (more.length > 0) return 'it is written in a way that cannot be changed here';
  const value = currentValue(writing, one);
  if (typeof value === 'string') return value;
  if (value.text.includes(open))
    return `the value of ${name} is put together from ${unknownIn(one.option.value) ?? 'a variable'} and text: move the text into a variable`;
  if (writing.invocation.engine !== 'podman') {
    writing.notes.add(
      `Set ${name} where the command runs: its value is no longer in the file. Docker keeps secrets for Swarm only, so it stays in the environment.`,
    );
    return changeValue(writing, one, (text) => text.split('=', 1)[0] ?? '');
  }
  const secret = name.toLowerCase();
  writing.notes.add(`Create the secret ${secret} first: podman secret create ${secret} FILE`);
  const because = drop(writing, [one], name);
  if (because !== undefined) return because;
  if (file !== undefined) return add(writing, '--secret', secret) ?? add(writing, '--env', `${file.variable}=/run/secrets/${secret}`);
  writing.notes.add(`${name} stays in the environment of the program, since the image is not known to read a file instead.`);
  return add(writing, '--secret', `${secret},type=env,target=${name}`);
}

export function narrowMode(writing: Writing, { name, mode, uid }: Settings['secrets.mode']): Result {
  const use = writing.container.secrets.find((one) => one.name === name && knownValue(one.mode) !== mode);
  const [given] = use === undefined ? [] : givenAt(writing, use.origin);
  if (given === undefined) return `the secret ${name} is not used on the command line itself`;
  return changeValue(writing, given, (text) => withMode(text, mode, uid));
}

/** A device, by the option that gives it. */
export function removeDevice(writing: Writing, { path }: Settings['linux.devices.remove']): Result {
  const entries = (writing.container.linux.devices ?? []).filter((entry) => knownValue(entry)?.path === path);
  const given = entries.flatMap(({ origin }) => (origin === undefined ? [] : givenAt(writing, origin)));
  return drop(writing, given, path);
}

export function removeSysctl(writing: Writing, { name }: Settings['linux.sysctl.remove']): Result {
  const given = givenAs(writing, 'sysctl').filter(({ option }) => option.value.split('=', 1)[0]?.trim().replaceAll('/', '.') === name);
  return drop(writing, given, name);
}
