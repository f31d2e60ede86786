import { type Field, type SecretUse, unknown, written } from '../../model/index.ts';
import { reasonFor } from '../../text/shell/index.ts';
import { type Effect, textField } from '../draft.ts';
import { cut } from './values.ts';

/** Podman --secret NAME[,type=mount|env][,target=…][,uid=…][,gid=…][,mode=…]. Source: Podman 5 pkg/specgenutil parseSecrets. */
export const secret: Effect = (draft, option) => {
  const { origin } = option;
  const entries = option.value.split(',');
  const named = entries[0]?.includes('=') ? undefined : entries.shift();
  const options = new Map(entries.map((entry) => cut(entry, '=')).map(([key, value]) => [key.toLowerCase(), value] as const));
  const name = named ?? options.get('source');
  if (name === undefined || reasonFor(name) !== undefined) {
    draft.problem(origin, `${option.name} names no secret; it was not read`);
    return;
  }
  const target = options.get('target');
  if (options.get('type') === 'env') draft.lists.env.set(target ?? name, { name: target ?? name, origin, from: 'secret' });
  const text = (key: string): Field<string> | undefined => {
    const value = options.get(key);
    return value === undefined ? undefined : textField(value, origin);
  };
  const [uid, gid, mode] = [text('uid'), text('gid'), options.get('mode')];
  const use: SecretUse = { name, origin, from: written('external', origin) };
  draft.lists.secrets.push({
    ...use,
    ...(target === undefined ? {} : { target: textField(target, origin) }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    ...(mode === undefined
      ? {}
      : { mode: /^[0-7]{1,4}$/.test(mode) ? written(Number.parseInt(mode, 8), origin) : unknown('its mode is no octal number', origin) }),
  });
};
