import { type EnvVar, type Field, type Healthcheck, type SecretUse, type Source, unknown, written } from '../../../model/index.ts';
import { deviceRule as ruleOf } from '../../../text/docker-syntax/index.ts';
import { hasHole, plain, reasonFor } from '../../../text/shell/holes.ts';
import { type Draft, type Effect, notRead, readField, textField } from '../draft.ts';
import { load } from '../reading.ts';

/** A text that says one field. */
export const text =
  <K extends string>(part: (draft: Draft) => { [P in K]?: Field<string> }, key: K): Effect =>
  (draft, { value, origin }) => {
    Object.assign(part(draft), { [key]: textField(value, origin) });
  };

/** A JSON array or one word; an empty one takes the image's away. */
export const entrypoint: Effect = ({ program }, { value, origin }) => {
  const reason = reasonFor(value);
  program.entrypoint = reason === undefined ? written(jsonWords(value) ?? (value === '' ? [] : [value]), origin) : unknown(reason, origin);
};

function jsonWords(value: string): string[] | undefined {
  if (!value.startsWith('[')) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) && parsed.every((word) => typeof word === 'string') ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** "none" turns the image's off. */
export const healthCommand: Effect = (draft, option) => {
  const check = readField(draft, option, option.value, (value): Healthcheck => {
    if (value.toUpperCase() === 'NONE') return { disabled: true };
    const words = jsonWords(value);
    if (words !== undefined && words.length > 1) return { disabled: false, test: words[0]?.startsWith('CMD') ? words : ['CMD', ...words] };
    return { disabled: false, test: ['CMD-SHELL', words?.[0] ?? value] };
  });
  if (check !== undefined) draft.whole.healthcheck = check;
};

export const noHealthcheck: Effect = ({ whole }, { value, origin }) => {
  if (value !== 'false') whole.healthcheck = written({ disabled: true }, origin);
};

/** NAME=value, or NAME: taken from the caller, for a service that has none of it. */
export const env: Effect = (draft, option) => {
  const { origin, value } = option;
  const equals = value.indexOf('=');
  const name = equals < 0 ? value : value.slice(0, equals);
  if (hasHole(name)) notRead(draft, option, `${option.name} has a name that is filled in by systemd; it was not read`);
  else put(draft, equals < 0 ? { name, origin, from: 'caller' } : { name, origin, value: textField(value.slice(equals + 1), origin) });
};

const put = ({ lists }: Draft, variable: EnvVar): void => {
  lists.env.set(variable.name, variable);
};

export const envHost: Effect = ({ lists }, { value, origin }) => {
  if (value !== 'false') lists.env.set('*', { name: '*', origin, from: 'caller' });
};

/** Lines NAME=value or NAME; # begins a comment. What Environment= says stands. `*`: the variables of a file that is not there. */
export const envFile: Effect = (draft, option) => {
  const { origin, value } = option;
  const file = hasHole(value) ? undefined : load(draft.reading, value, draft.unit.source, origin);
  if (file === undefined) put(draft, { name: '*', origin, from: 'file' });
  else for (const variable of variablesOf(file)) if (!draft.lists.env.has(variable.name)) put(draft, variable);
};

/** Source: Podman 5.8 pkg/env/env.go. */
function* variablesOf(source: Source): Generator<EnvVar> {
  const text = plain(source.text);
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const line = text.slice(start, found < 0 ? text.length : found);
    const content = line.trim();
    const from = start + line.indexOf(content);
    start = found < 0 ? text.length : found + 1;
    if (content === '' || content.startsWith('#')) continue;
    const origin = { source, start: from, end: from + content.length };
    const equals = content.indexOf('=');
    const name = (equals < 0 ? content : content.slice(0, equals)).trim();
    if (name !== '')
      yield equals < 0 ? { name, origin, from: 'caller' } : { name, origin, value: written(content.slice(equals + 1), origin) };
  }
}

/** NAME[,type=mount|env][,target=…][,uid=…][,gid=…][,mode=…]. Source: Podman 5.8 pkg/specgenutil parseSecrets. */
export const secret: Effect = (draft, option) => {
  const { origin } = option;
  const entries = option.value.split(',');
  const named = entries[0]?.includes('=') ? undefined : entries.shift();
  const options = new Map(entries.map((entry) => [entry.split('=', 1)[0]?.toLowerCase(), entry.slice(entry.indexOf('=') + 1)]));
  const name = named ?? options.get('source');
  if (name === undefined || hasHole(name)) {
    notRead(draft, option, `${option.name} names no secret that is known here; it was not read`);
    return;
  }
  const target = options.get('target');
  if (options.get('type') === 'env') draft.lists.env.set(target ?? name, { name: target ?? name, origin, from: 'secret' });
  const [uid, gid, mode] = [options.get('uid'), options.get('gid'), options.get('mode')];
  const use: SecretUse = { name, origin, from: written('external', origin) };
  draft.lists.secrets.push({
    ...use,
    ...(target === undefined ? {} : { target: textField(target, origin) }),
    ...(uid === undefined ? {} : { uid: textField(uid, origin) }),
    ...(gid === undefined ? {} : { gid: textField(gid, origin) }),
    ...(mode === undefined ? {} : { mode: modeOf(mode, origin) }),
  });
};

const modeOf = (text: string, origin: SecretUse['origin']): Field<number> =>
  /^[0-7]{1,4}$/.test(text) ? written(Number.parseInt(text, 8), origin) : unknown('its mode is no octal number', origin);

/** HOST[:CONTAINER][:PERMISSIONS] or a CDI name. A dash before it: only where the host has it. */
export const device: Effect = (draft, option) => {
  const field = readField(draft, option, option.value.replace(/^-/, ''), (value) => {
    if (/^[\w.-]+\/[\w.-]+=[\w.:-]+$/.test(value)) return { path: value };
    const [path = '', second, third, ...more] = value.split(':');
    if (path === '' || more.length > 0) return undefined;
    if (second === undefined) return { path };
    const permissions = third ?? (isMode(second) ? second : undefined);
    if (permissions !== undefined && !isMode(permissions)) return undefined;
    const containerPath = third === undefined && permissions !== undefined ? {} : { containerPath: second };
    return { path, ...containerPath, ...(permissions === undefined ? {} : { permissions }) };
  });
  if (field !== undefined) draft.lists.devices.push(field);
};

const isMode = (text: string): boolean => /^[rwm]{1,3}$/.test(text);

export const deviceRule: Effect = (draft, option) => {
  const field = readField(draft, option, option.value, ruleOf);
  if (field !== undefined) draft.lists.devices.push(field);
};

export const gpus: Effect = (draft, option) => {
  const field = readField(draft, option, option.value, (value) => ({ path: `gpus=${value}` }));
  if (field !== undefined) draft.lists.devices.push(field);
};
