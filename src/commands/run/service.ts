import { fileContext } from '../../host/context.ts';
import { readText } from '../../host/read.ts';
import { type Container, isUnknown, knownValue, Unreadable } from '../../model/index.ts';
import type { AskedOption, AskedRun } from '../../surfaces/run-command/asked.ts';
import { engineOptions } from '../../text/emit/index.ts';
import { asComposeNames } from '../compose-names.ts';
import { readerOf, surfaceById } from '../declare.ts';

type Asked = AskedRun & { readonly image: string };

/**
 * The words by which an engine starts a service of a compose file: what it declares, then what was asked for on top. `secrets`: the names that are given
 * on the command line. Throws Unreadable where the file does not settle it.
 */
export async function serviceOf(file: string, asked: Asked, kind: 'docker' | 'podman', secrets: readonly string[]): Promise<Asked> {
  const container = await asComposeNames(await declaredService(file, asked.image));
  const image = container.image.reference;
  const reference = knownValue(image);
  if (reference === undefined)
    throw new Unreadable(`the image of ${asked.image} is not known${isUnknown(image) ? `: ${image.because}` : ''}`);
  const missing = container.secrets.find(({ name }) => !secrets.includes(name));
  if (missing !== undefined)
    throw new Unreadable(
      `the service ${asked.image} has the secret ${missing.name}: say where it comes from, with --secret ${missing.name}=file:PATH`,
    );
  const own = { ...container, secrets: [] };
  const { options, words } = wordsOf(own, kind);
  const given = new Set(asked.options.flatMap(({ flag, value }) => (value === 'false' ? [] : [flag])));
  // An engine takes no --rm beside --restart, and a second network joins the first, where whoever names one means that one.
  const stead: Readonly<Record<string, readonly string[]>> = { restart: ['rm'], network: ['network', 'net'] };
  const kept = options.filter(({ flag }) => !(stead[flag] ?? []).some((name) => given.has(name)));
  return { ...asked, image: reference, options: [...kept, ...asked.options], words: asked.words.length > 0 ? asked.words : words };
}

/** What stands in a service for engines, and means nothing to a runtime alone. */
const ofEngines: ReadonlySet<string> = new Set(['restart', 'label', 'stop-timeout', 'stop-signal', 'log-driver', 'log-opt']);

/** The same for a runtime without an engine. */
export async function serviceAlone(file: string, asked: Asked, secrets: readonly { readonly name: string }[]): Promise<Asked> {
  const names = secrets.map(({ name }) => name);
  const { options, ...service } = await serviceOf(file, { ...asked, options: [] }, 'docker', names);
  return { ...service, options: [...options.filter(({ flag }) => !ofEngines.has(flag)), ...asked.options] };
}

async function declaredService(file: string, service: string): Promise<Container> {
  const source = { path: file, text: readText(file) };
  const reader = await readerOf(surfaceById('compose'));
  const { containers, problems } = reader.read(source, { ...fileContext(), everything: true });
  const found = containers.find(({ name }) => name === service);
  const [problem] = problems;
  if (found !== undefined && problem !== undefined) throw new Unreadable(`${problem.file}:${problem.line ?? 1}: ${problem.message}`);
  if (found !== undefined) return found;
  const names = containers.map(({ name }) => name).slice(0, 20);
  throw new Unreadable(`${file} has no service ${service}${names.length === 0 ? '' : `; it has ${names.join(', ')}`}`);
}

function wordsOf(container: Container, kind: 'docker' | 'podman'): { options: readonly AskedOption[]; words: readonly string[] } {
  const options = engineOptions(container, kind).map(({ flag, value }) => {
    if (value?.open === true)
      throw new Unreadable(`--${flag} of the service rests on a variable that is not set${flag === 'env' ? '' : `: ${value.text}`}`);
    return { flag, value: value?.text ?? 'true' };
  });
  const { args, entrypointWords = 0 } = container.process;
  const words = knownValue(args) ?? [];
  if (entrypointWords === 0) return { options, words };
  const [first = '', ...rest] = words;
  return { options: [...options, { flag: 'entrypoint', value: first }], words: rest };
}
