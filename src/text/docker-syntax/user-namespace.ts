import type { Namespace } from '../../model/index.ts';

/**
 * Podman's own words for a user namespace of its own: auto, keep-id and nomap, each with options after a colon. Undefined: none
 * of them. Source: podman 5.8 pkg/namespaces/namespaces.go.
 */
export function podmanUserNamespace(text: string): Namespace | undefined {
  const [, word, options = ''] = /^(auto|keep-id|nomap)(?::(.*))?$/.exec(text) ?? [];
  if (word === undefined) return undefined;
  if (word !== 'keep-id') return { mode: 'private' };
  const [uid, gid] = [idOf(options, 'uid'), idOf(options, 'gid')];
  return { mode: 'private', keepsCaller: { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) } };
}

function idOf(options: string, key: string): number | undefined {
  const given = options.split(',').findLast((option) => option.startsWith(`${key}=`));
  const digits = given?.slice(key.length + 1) ?? '';
  return /^\d{1,10}$/.test(digits) ? Number(digits) : undefined;
}
