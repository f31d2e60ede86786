import type { Device } from '../../model/index.ts';
import { deviceRule as ruleOf } from '../../text/docker-syntax/index.ts';
import { withFolder } from '../../text/shell/index.ts';
import { type Effect, readField } from '../draft.ts';

/** HOST[:CONTAINER][:PERMISSIONS], or a CDI name vendor.com/class=name. Source: docker/cli 29 cli/command/container/opts.go. */
function deviceOf(text: string): Device | undefined {
  if (/^[\w.-]+\/[\w.-]+=[\w.:-]+$/.test(text)) return { path: text };
  const [path = '', second, third, ...rest] = text.split(':');
  if (path === '' || rest.length > 0) return undefined;
  if (second === undefined) return { path };
  if (third === undefined) return isMode(second) ? { path, permissions: second } : { path, containerPath: second };
  return isMode(third) ? { path, containerPath: second, permissions: third } : undefined;
}

const isMode = (text: string): boolean => /^[rwm]{1,3}$/.test(text);

export const device: Effect = (draft, option) => {
  const field = readField(draft, option, withFolder(option.value), deviceOf);
  if (field !== undefined) draft.lists.devices.push(field);
};

export const deviceRule: Effect = (draft, option) => {
  const field = readField(draft, option, option.value, ruleOf);
  if (field !== undefined) draft.lists.devices.push(field);
};

export const gpus: Effect = (draft, option) => {
  const field = readField(draft, option, option.value, (text): Device => ({ path: `gpus=${text.replaceAll('"', '')}` }));
  if (field !== undefined) draft.lists.devices.push(field);
};
