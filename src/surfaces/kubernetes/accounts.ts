import { type Field, isKnown } from '../../model/index.ts';
import type { YamlNode } from '../../text/yaml/node.ts';
import type { ApiObject, PodTemplate } from './documents.ts';
import type { Notes } from './notes.ts';
import { booleanAt, mapAt, textAt } from './typed.ts';

/** What the service accounts of a file say of their token, by namespace and name. */
export type Accounts = ReadonlyMap<string, Field<boolean>>;

export function accountsOf(notes: Notes, objects: readonly ApiObject[]): Accounts {
  const accounts = new Map<string, Field<boolean>>();
  for (const { node, kind } of objects) {
    if (kind !== 'ServiceAccount') continue;
    const token = booleanAt(notes, node, 'automountServiceAccountToken');
    const metadata = mapAt(notes, node, 'metadata');
    const name = textAt(notes, metadata, 'name');
    const namespace = textAt(notes, metadata, 'namespace');
    if (token !== undefined && isKnown(name)) accounts.set(keyOf(isKnown(namespace) ? namespace.value : undefined, name.value), token);
  }
  return accounts;
}

const keyOf = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;

/** The account that a pod names; `serviceAccount` is its older key. */
export const accountOf = (notes: Notes, spec: YamlNode): Field<string> | undefined =>
  textAt(notes, spec, 'serviceAccountName') ?? textAt(notes, spec, 'serviceAccount');

/**
 * Is the token mounted, as far as it is written: the pod's word, else that of its service account where the file
 * declares it. A pod that names none has the account "default" (admission plugin ServiceAccount).
 */
export function tokenOf(notes: Notes, { spec, namespace }: PodTemplate, accounts: Accounts): Field<boolean> | undefined {
  const own = booleanAt(notes, spec, 'automountServiceAccountToken');
  if (own !== undefined) return own;
  const name = accountOf(notes, spec);
  if (name !== undefined && !isKnown(name)) return undefined;
  return accounts.get(keyOf(namespace, name?.value || 'default'));
}
