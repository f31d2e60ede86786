import { type Container, type EnvVar, knownValue, mapField, type TranslationNote, written } from '../model/index.ts';
import { mark } from '../text/emit/index.ts';

interface Followed {
  readonly container: Container;
  readonly notes: readonly TranslationNote[];
}

/** What a reference to a name comes to: a text or a mark; undefined: the kubelet leaves it as it stands. */
type Meaning = (name: string) => string | undefined;

/**
 * A pod's container with its `$(NAME)` filled in as the kubelet does it, for a place that does not: in arguments from all variables, in a variable from
 * those before it. `kept`: for Kubernetes itself they stay references. What is no reference becomes the text that the program gets. Sources: Kubernetes,
 * third_party/forked/golang/expansion (Expand), pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables). Secrets have been taken out before.
 */
export function withReferences(container: Container, kept: boolean): Followed {
  if (container.surface !== 'kubernetes') return { container, notes: [] };
  const notes: TranslationNote[] = [];
  const { id, process } = container;
  const env: EnvVar[] = [];
  const byName = new Map<string, EnvVar>();
  for (const one of process.env) {
    const variable = followedIn(one, byName, kept, id, notes);
    env.push(variable);
    byName.set(variable.name, variable);
  }
  const taken = new Set<string>();
  const open = new Set<string>();
  const args =
    process.args === undefined
      ? undefined
      : mapField(process.args, (words) =>
          words.map((word) =>
            filledIn(word, (name) => {
              const meaning = meaningIn(byName, kept)(name);
              if (meaning === undefined && isFilledElsewhere(name, byName)) open.add(name);
              if (!kept && meaning === mark(name)) taken.add(name);
              return meaning;
            }),
          ),
        );
  const at = process.args?.origin === undefined ? {} : { origin: process.args.origin };
  for (const name of taken)
    notes.push({
      ...{ kind: 'todo', container: id, path: 'process.args', ...at },
      message: `an argument takes the variable ${name}, whose value is not in the source: set it before the container is started`,
    });
  if (!kept)
    for (const name of open)
      notes.push({
        ...{ kind: 'lost', container: id, path: 'process.args', ...at },
        message: `an argument refers to ${name}, which the kubelet may fill in from a Service, Secret or ConfigMap: write its value in place of $(${name})`,
      });
  return { container: { ...container, process: { ...process, env, ...(args === undefined ? {} : { args }) } }, notes };
}

function followedIn(
  variable: EnvVar,
  before: ReadonlyMap<string, EnvVar>,
  kept: boolean,
  container: string,
  notes: TranslationNote[],
): EnvVar {
  const { name, origin, value } = variable;
  const text = knownValue(value);
  if (value === undefined || text === undefined) return variable;
  const hidden: string[] = [];
  const filled = filledIn(text, (of) => {
    const meaning = meaningIn(before, kept)(of);
    if (!kept && (meaning === mark(of) || (meaning === undefined && isFilledElsewhere(of, before)))) hidden.push(of);
    return meaning;
  });
  const [first] = hidden;
  if (first === undefined) return filled === text ? variable : { ...variable, value: written(filled, origin) };
  notes.push({
    ...{ kind: 'todo', container, path: `process.env[${name}]`, origin },
    message: `${name} is made of ${first}, whose value is not in the source: give ${name} as a whole`,
  });
  return { name, origin, from: 'secret' };
}

/** A mark stands for a variable that has no value here. */
const meaningIn =
  (env: ReadonlyMap<string, EnvVar>, kept: boolean): Meaning =>
  (name) => {
    const variable = env.get(name);
    if (kept) return variable === undefined && !isFilledElsewhere(name, env) ? undefined : mark(name);
    if (variable === undefined) return undefined;
    return knownValue(variable.value) ?? (/^[A-Za-z_]\w*$/.test(name) ? mark(name) : undefined);
  };

/** Names that nobody writes: those of whole Secrets and ConfigMaps (`envFrom`), and of the Services of the namespace. */
const isFilledElsewhere = (name: string, env: ReadonlyMap<string, EnvVar>): boolean =>
  [...env.keys()].some((known) => known.endsWith('*') && name.startsWith(known.slice(0, -1))) ||
  /^[A-Z][A-Z0-9_]*_(?:SERVICE_(?:HOST|PORT)(?:_[A-Z0-9_]+)?|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)$/.test(name);

/** `$$` is a dollar, `$(NAME)` what it means, everything else itself. */
function filledIn(text: string, meaning: Meaning): string {
  let filled = '';
  let at = 0;
  const last = text.lastIndexOf(')');
  for (let dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
    filled += text.slice(at, dollar);
    const end = text[dollar + 1] === '(' && dollar < last ? text.indexOf(')', dollar + 2) : -1;
    if (text[dollar + 1] === '$') {
      filled += '$';
      at = dollar + 2;
    } else if (end >= 0) {
      filled += meaning(text.slice(dollar + 2, end)) ?? text.slice(dollar, end + 1);
      at = end + 1;
    } else {
      filled += '$';
      at = dollar + 1;
    }
  }
  return filled + text.slice(at);
}
