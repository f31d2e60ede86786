import { Unreadable } from '../../model/index.ts';
import { capableBeside } from '../../probes/index.ts';

/** Of a config.json what is changed; all else is handed on as it is. Source: runtime-spec 1.2, config.md and config-linux.md. */
interface Config {
  readonly process?: Readonly<Record<string, unknown>>;
  readonly root?: { readonly path?: unknown; readonly readonly?: unknown };
  readonly mounts?: readonly unknown[];
  readonly linux?: Readonly<Record<string, unknown>>;
  readonly hooks?: unknown;
}

interface TwinBundle {
  readonly text: string;
  /** What is not as it was declared. */
  readonly notes: readonly string[];
}

interface Given {
  /** On this machine; it is bound to `inside`. */
  readonly program: string;
  readonly inside: string;
  /** One whose file gives capabilities, to lie beside it. */
  readonly capable?: string | undefined;
  /** Where its root file system lies. */
  readonly rootPath: string;
}

/** The same container with the program in place of its own. */
export function twinConfig(text: string, { program, inside, capable, rootPath }: Given): TwinBundle {
  const { hooks, ...config } = parsed(text);
  const { cgroupsPath, ...linux } = config.linux ?? {};
  const own = [[inside, program] as const, ...(capable === undefined ? [] : [[capableBeside(inside), capable] as const])];
  const binds = own.map(([destination, from]) => ({ destination, type: 'bind', source: from, options: ['bind', 'ro'] }));
  const twin = {
    ...config,
    process: { ...config.process, args: [inside], terminal: false },
    root: { ...config.root, path: rootPath },
    mounts: [...(config.mounts ?? []), ...binds],
    ...(config.linux === undefined ? {} : { linux }),
  };
  const notes = [
    ...(hooks === undefined ? [] : ['its hooks were left out: they would act on this machine']),
    ...(cgroupsPath === undefined ? [] : [`its control group was made beside the declared one: ${String(cgroupsPath)}`]),
  ];
  return { text: JSON.stringify(twin), notes };
}

/** Where the root file system lies, as it is written: relative to the bundle, or absolute; and what is mounted in it. Throws Unreadable. */
export function rootOf(text: string): { readonly path: string; readonly destinations: readonly string[] } {
  const { root, mounts } = parsed(text);
  if (typeof root?.path !== 'string' || root.path === '') throw new Unreadable('the bundle names no root file system (root.path)');
  const destinations = (Array.isArray(mounts) ? mounts : []).map(
    (mount) => (mount as { readonly destination?: unknown } | null)?.destination,
  );
  return { path: root.path, destinations: destinations.filter((path) => typeof path === 'string') };
}

function parsed(text: string): Config {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null) return value;
  } catch {}
  throw new Unreadable('the config.json is no JSON object');
}
