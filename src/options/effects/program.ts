import { type Field, type Healthcheck, unknown, written } from '../../model/index.ts';
import { goBoolean } from '../../text/docker-syntax/index.ts';
import { reasonFor } from '../../text/shell/index.ts';
import { type Draft, type Effect, readField, textField } from '../draft.ts';

type Part<K extends string, T> = (draft: Draft) => { [P in K]?: Field<T> };

/** A switch that says one field: --flag, --flag=false. */
export const onOff =
  <K extends string>(part: Part<K, boolean>, key: K): Effect =>
  (draft, option) => {
    const field = readField(draft, option, option.value, goBoolean);
    if (field !== undefined) Object.assign(part(draft), { [key]: field });
  };

/** A text that says one field. */
export const text =
  <K extends string>(part: Part<K, string>, key: K): Effect =>
  (draft, { value, origin }) => {
    Object.assign(part(draft), { [key]: textField(value, origin) });
  };

/** Podman: what stands where the image would stand is a folder. */
export const rootfs: Effect = (draft, { value }) => {
  draft.said.rootfs = goBoolean(value) === true;
};

export const name: Effect = (draft, { value }) => {
  if (reasonFor(value) === undefined && value !== '') draft.said.name = value;
};

/** Podman takes a JSON array too; an empty one takes the image's away. */
export const entrypoint: Effect = (draft, { value, origin }) => {
  const reason = reasonFor(value);
  if (reason !== undefined) draft.said.entrypoint = unknown(reason, origin);
  else draft.said.entrypoint = written((draft.engine === 'podman' ? jsonWords(value) : undefined) ?? (value === '' ? [] : [value]), origin);
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

/** --health-cmd; "none" turns the image's off in Podman. */
export const healthCommand: Effect = (draft, option) => {
  const check = readField(draft, option, option.value, (value): Healthcheck => {
    if (draft.engine === 'podman' && value.toUpperCase() === 'NONE') return { disabled: true };
    const words = draft.engine === 'podman' ? jsonWords(value) : undefined;
    if (words !== undefined && words.length > 1) return { disabled: false, test: words[0]?.startsWith('CMD') ? words : ['CMD', ...words] };
    return { disabled: false, test: ['CMD-SHELL', words?.[0] ?? value] };
  });
  if (check !== undefined) draft.whole.healthcheck = check;
};

export const noHealthcheck: Effect = (draft, { value, origin }) => {
  if (goBoolean(value) !== false) draft.whole.healthcheck = written({ disabled: true }, origin);
};

/** --platform OS/ARCH */
export const platform: Effect = (draft, { value, origin }) => {
  const [os = ''] = value.split('/');
  if (value.includes('/') || value === 'windows') draft.whole.os = textField(os, origin);
};
