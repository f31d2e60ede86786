import { literalSecret } from '../../facts/secrets/literal.ts';
import type { SecretRequest } from '../../secrets/index.ts';

/** The words of an engine's `run`, and the environment that its program gets. */
export interface HandedOn {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** By these the engine's program, or the loader of any program, is told something itself. */
const tellsTheEngine =
  /^(?:DOCKER|CONTAINERS?|REGISTRY|BUILDAH|PODMAN|STORAGE|LD|XDG|SSH|GO|DBUS|SSL|_)|^(?:PATH|HOME|USER|TMPDIR|.*_PROXY)$/i;

/** Who asks Vault, which is nobody's but ours. */
const credentials = ['TOKEN', 'SECRET_ID', 'ROLE_ID'].flatMap((name) => [`VAULT_${name}`, `BAO_${name}`]);

/**
 * A variable that holds a secret goes to the engine by its name, and its value by the environment: everybody on the machine may read the arguments of a
 * program, and nobody else its environment. What the secrets of this run came from is not handed on, but where `--env NAME` asks for it. Pure.
 */
export function handedOn(words: readonly string[], own: Readonly<Record<string, string>>, requests: readonly SecretRequest[]): HandedOn {
  const given = new Map<string, string>();
  const image = imageIn(words);
  const shown = words.map((word, index) => {
    const found = index < image ? secretIn(word) : undefined;
    if (found === undefined || tellsTheEngine.test(found.name)) return word;
    given.set(found.name, found.value);
    return `--env=${found.name}`;
  });
  const ofSecrets = requests.flatMap(({ from }) => (from.kind === 'env' ? [from.variable] : from.kind === 'vault' ? credentials : []));
  const hidden = new Set(ofSecrets.filter((name) => !words.slice(0, image).includes(`--env=${name}`)));
  const env = Object.fromEntries(Object.entries(own).filter(([name]) => !hidden.has(name)));
  return { words: shown, env: { ...env, ...Object.fromEntries(given) } };
}

/** The same words to be read by people: whoever starts them has the variable. */
export function withoutSecrets(words: readonly string[]): readonly string[] {
  const image = imageIn(words);
  return words.map((word, index) => {
    const found = index < image ? secretIn(word) : undefined;
    return found === undefined ? word : `--env=${found.name}`;
  });
}

/** Behind the verb every option is one word; what stands behind the image is the program's own. */
const imageIn = (words: readonly string[]): number => words.findIndex((word, index) => index > 0 && !word.startsWith('--'));

function secretIn(word: string): { readonly name: string; readonly value: string } | undefined {
  const [, name = '', value = ''] = /^--env=([^=]+)=(.*)$/s.exec(word) ?? [];
  return name !== '' && literalSecret(name, value) !== undefined ? { name, value } : undefined;
}
