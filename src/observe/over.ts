import {
  type Capabilities,
  type Container,
  type Entries,
  type Field,
  isKnown,
  isUnknown,
  knownValue,
  type Namespaces,
  type Seccomp,
} from '../model/index.ts';

/**
 * The effective view of a container with what the kernel was seen to hold in its place, where that is known. What the kernel does not
 * tell apart (which volume a mount is, who declared a device) stays as it was told to the engine.
 */
export function observedOver(effective: Container, observed: Container): Container {
  const { process: told, linux: asked } = effective;
  const { process: seen, linux: met } = observed;
  const seccomp = seccompOf(asked.seccomp, met.seccomp);
  return {
    ...effective,
    ...(observed.observed === undefined ? {} : { observed: observed.observed }),
    root: { ...effective.root, ...known('readonly', observed.root.readonly) },
    process: {
      ...told,
      ...known('user', seen.user),
      ...known('noNewPrivileges', seen.noNewPrivileges),
      ...known('apparmor', seen.apparmor),
      ...known('selinux', seen.selinux),
      ...(told.capabilities === undefined && seen.capabilities === undefined
        ? {}
        : { capabilities: { ...told.capabilities, ...setsOf(seen.capabilities ?? {}) } }),
    },
    linux: {
      ...asked,
      namespaces: namespacesOver(asked.namespaces, met.namespaces),
      ...known('maskedPaths', met.maskedPaths),
      ...known('readonlyPaths', met.readonlyPaths),
      ...(seccomp === undefined ? {} : { seccomp }),
      // Of a filter that the engine was not told of nobody knows what it lets through.
      ...(seccomp === met.seccomp && met.seccompStrength !== undefined ? { seccompStrength: met.seccompStrength } : {}),
    },
  };
}

const known = <K extends string, T>(key: K, field: Field<T> | undefined): { readonly [key in K]?: Field<T> } =>
  isKnown(field) ? ({ [key]: field } as { readonly [key in K]?: Field<T> }) : {};

/** A set of which one entry could not be read is not known. */
function setsOf(sets: Capabilities): Capabilities {
  const entries = Object.entries(sets).filter(([, set]: [string, Entries<string> | undefined]) => set?.some(isUnknown) === false);
  return Object.fromEntries(entries);
}

/** What is not the host's is the container's own as far as the kernel tells: with whom it is shared the engine was told. */
function namespacesOver(told: Namespaces, seen: Namespaces): Namespaces {
  const says = Object.entries(seen).filter(([name, field]: [string, Namespaces[keyof Namespaces]]) => {
    const mode = knownValue(told[name as keyof Namespaces])?.mode;
    return isKnown(field) && (field.value.mode === 'host' || (mode !== 'shared' && mode !== 'shareable' && mode !== 'none'));
  });
  return { ...told, ...Object.fromEntries(says) };
}

/** The kernel says that there is a filter, not which: where one was asked for, that is it. */
function seccompOf(asked: Field<Seccomp> | undefined, met: Field<Seccomp> | undefined): Field<Seccomp> | undefined {
  if (!isKnown(met)) return asked;
  const isOff = (field: Field<Seccomp> | undefined): boolean => knownValue(field)?.profile === 'unconfined';
  return isOff(met) || isOff(asked) ? met : asked;
}
