import { type Container, knownValue, type Mount, type SecretUse } from '../../../model/index.ts';

/** The file of the host that is mounted where a secret is to stand: Compose then calls it a secret again. */
export function fileOf({ mounts }: Container, { target }: Pick<SecretUse, 'target'>): string | undefined {
  const place = knownValue(target);
  const mount = place === undefined ? undefined : mounts.find(({ destination }) => knownValue(destination) === place);
  return mount !== undefined && knownValue(mount.type) === 'bind' ? knownValue(mount.source) : undefined;
}

/** Is this mount that of a secret, which is said elsewhere? */
export const isOfSecret = (container: Container, { destination }: Mount): boolean =>
  container.secrets.some(
    ({ target }) => target !== undefined && knownValue(target) === knownValue(destination) && fileOf(container, { target }) !== undefined,
  );
