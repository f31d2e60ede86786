import { counterpartOf } from '../../compare/index.ts';
import { NotText, TooLarge } from '../../host/read.ts';
import { type NetworkPolicy, type PassedOver, type Problem, type ReadContext, Unreadable } from '../../model/index.ts';
import { partsOf } from '../check/collect.ts';
import type { Question } from '../check/examine/examine.ts';
import type { CheckOptions } from '../check/question.ts';
import { readerOf, surfaceOf } from '../declare.ts';
import type { Ground, GroundFile } from './ground.ts';
import { judged, lookAtText, type Seen, type Setting, type Text, type TextLook } from './look-at-text.ts';
import { isToldTheSame, recording } from './recorded.ts';
import { policiesAbout, type RenderedSide, renderedOn } from './rendered.ts';

/** What one side declares. */
export interface Look {
  readonly containers: readonly Seen[];
  /** `key`: of the file, within the side. */
  readonly problems: readonly (Problem & { readonly key: string })[];
  readonly passedOver: readonly PassedOver[];
  /** The text of every file that was read, by its key. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A side whose texts have been read. */
interface Laid extends Omit<Look, 'containers' | 'texts'> {
  readonly texts: readonly Text[];
  readonly setting: Setting;
  /** It is one container that an engine has. */
  readonly isRunning: boolean;
  readonly policies: readonly NetworkPolicy[];
  readonly rendered: RenderedSide;
}

type Ask = (file: string) => Question;

/**
 * Every text of both sides → their effective containers. What cannot be read is a problem, what declares nothing is passed over. Most of two revisions is
 * the same: a text that is, and all that it reads besides, is looked at once, and its containers are the very same objects on both sides.
 */
export async function lookOver(
  grounds: { readonly base: Ground; readonly head: Ground },
  ask: Ask,
  options: CheckOptions,
): Promise<{ readonly base: Look; readonly head: Look }> {
  const laid = { base: await laidOut(grounds.base, grounds.head, options), head: await laidOut(grounds.head, grounds.base, options) };
  const base = await besideRunning(laid.base, laid.head, ask);
  const head = await besideRunning(laid.head, laid.base, ask);
  const twins = twinsOf(base, head);
  const shared = new Map<Text, TextLook>();
  const looks: TextLook[] = [];
  for (const text of base.texts) {
    const twin = twins.get(text);
    const { context, asked } = twin === undefined ? { context: base.setting.context } : recording(base.setting.context);
    const look = await lookAt(text, { ...base, setting: { ...base.setting, context } }, ask);
    const isShared = twin !== undefined && asked !== undefined && isToldTheSame(asked, head.setting.context);
    if (isShared) shared.set(twin, look);
    looks.push(isShared ? look : judged(look, text));
  }
  const others: TextLook[] = [];
  for (const text of head.texts) others.push(shared.get(text) ?? judged(await lookAt(text, head, ask), text));
  return alone({ base: lookOf(base, looks), head: lookOf(head, others) }, { base, head }, grounds);
}

/** What is declared is read as it was when the running one was started. */
async function besideRunning(side: Laid, other: Laid, ask: Ask): Promise<Laid> {
  const [text] = other.texts;
  if (side.isRunning || !other.isRunning || text === undefined) return side;
  const [running] = (await lookAt(text, other, ask)).containers;
  return running === undefined ? side : { ...side, setting: { ...side.setting, running: running.container } };
}

async function laidOut(ground: Ground, other: Ground, options: CheckOptions): Promise<Laid> {
  const rendered = await renderedOn(ground, options);
  const problems: (Problem & { key: string })[] = [
    ...ground.problems.map((problem) => ({ ...problem, key: problem.file })),
    ...rendered.problems,
  ];
  const passedOver = [...ground.passedOver, ...rendered.passedOver];
  const texts: Text[] = ground.given.map(({ source, key }) => ({ source, key, named: true }));
  for (const file of rendered.rest) {
    const read = readOne(file);
    if ('source' in read) texts.push(read);
    else if ('reason' in read) passedOver.push({ file: file.path, reason: read.reason });
    else problems.push({ ...read.problem, key: file.key });
  }
  const context = ground.context();
  const policies = await policiesIn(texts, context);
  texts.push(...rendered.texts.map((text) => ({ ...text, named: false })));
  const engine = ground.engine ?? other.engine;
  const setting = { context, asked: options.engine !== undefined, ...(engine === undefined ? {} : { engine }) };
  return { texts, problems, passedOver, setting, policies, rendered, isRunning: ground.engine !== undefined };
}

/**
 * The texts of the base that the head has as well, in the same place: what a text means depends on its path. Pods are settled with the network policies
 * of their whole side, so that theirs have to be the same too.
 */
function twinsOf(base: Laid, head: Laid): ReadonlyMap<Text, Text> {
  const byPath = new Map(head.texts.filter(({ rendering }) => rendering === undefined).map((text) => [text.source.path, text]));
  const samePolicies = !rendersPolicies(base) && !rendersPolicies(head) && policyTexts(base) === policyTexts(head);
  const twins = new Map<Text, Text>();
  for (const text of base.texts) {
    const { source, key, named, rendering } = text;
    const twin = rendering === undefined ? byPath.get(source.path) : undefined;
    if (twin === undefined || twin.source.text !== source.text || twin.key !== key || twin.named !== named) continue;
    if (samePolicies || surfaceOf(source)?.id !== 'kubernetes') twins.set(text, twin);
  }
  return twins;
}

const rendersPolicies = ({ rendered }: Laid): boolean => [...rendered.policies.values()].some((policies) => policies.length > 0);

/** Where the policies of a side are written, in their order, with all that stands there. */
const policyTexts = ({ policies }: Laid): string =>
  JSON.stringify([...new Set(policies.map(({ origin }) => origin.source))].map(({ path, text }) => [path, text]));

async function lookAt(text: Text, { setting, policies, rendered }: Laid, ask: Ask): Promise<TextLook> {
  const about = await policiesAbout(text.rendering, policies, rendered.policies);
  return lookAtText(text, setting, about, ask(fileOf(text)));
}

const fileOf = ({ rendering, source }: Text): string => rendering?.file ?? source.path;

function lookOf({ texts, problems, passedOver, rendered }: Laid, looks: readonly TextLook[]): Look {
  const all = texts.map((text, at) => ({ file: fileOf(text), ...(looks[at] ?? { alsoRead: [], containers: [], problems: [] }) }));
  const parts = partsOf(all);
  const standing = all.filter(({ file }) => !parts.has(file));
  return {
    containers: unique(standing.flatMap(({ containers }) => containers)),
    problems: [...problems, ...standing.flatMap((look) => look.problems)],
    passedOver,
    texts: new Map([...texts.map(({ key, source }) => [key, source.text] as const), ...rendered.failed]),
  };
}

/** A running container is held against the one that it was started from; the others of that side say nothing of it. */
function alone(
  looks: { readonly base: Look; readonly head: Look },
  { base, head }: { readonly base: Laid; readonly head: Laid },
  grounds: { readonly base: Ground; readonly head: Ground },
): { readonly base: Look; readonly head: Look } {
  if (!base.isRunning && !head.isRunning) return looks;
  const [running, declared] = head.isRunning ? (['head', 'base'] as const) : (['base', 'head'] as const);
  const [one] = looks[running].containers;
  if (one === undefined) return looks;
  const other = counterpartOf(one, looks[declared].containers);
  if (other === undefined) throw new Unreadable(noCounterpart(grounds[running].name, grounds[declared].name, looks[declared]));
  const only = (seen: Seen): readonly Seen[] => [{ ...seen, key: 'running', path: '' }];
  return {
    ...{ base: looks.base, head: looks.head },
    [running]: { ...looks[running], containers: only(one) },
    [declared]: { ...looks[declared], containers: only(other) },
  };
}

function noCounterpart(running: string, declared: string, { containers, problems: [problem] }: Look): string {
  const names = containers.filter(({ container }) => container.kind === 'container').map(({ container }) => container.name);
  if (names.length === 0)
    return `${declared} declares no container to hold ${running} against${problem === undefined ? '' : `: ${problem.message}`}`;
  const shown = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
  return `${declared} declares ${shown}, and none of them alone has the name or image of ${running}; name a file that declares just the one`;
}

/** Two overlays may read one file as their part: it is compared once. */
const unique = (all: readonly Seen[]): Seen[] => [...new Map([...all].reverse().map((one) => [one.key, one])).values()].reverse();

function readOne({ path, key, named, text }: GroundFile): Text | { readonly reason: string } | { readonly problem: Problem } {
  try {
    return { source: { path, text: text() }, key, named };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    if (!named && (error instanceof NotText || error instanceof TooLarge)) return { reason: error.message };
    return { problem: { file: path, message: `not read: ${error.message}` } };
  }
}

/** The network policies of the whole side have to be known before its first pod is settled. */
async function policiesIn(texts: readonly Text[], context: ReadContext): Promise<readonly NetworkPolicy[]> {
  const found: NetworkPolicy[] = [];
  for (const { source } of texts) {
    if (!source.text.includes('NetworkPolicy')) continue;
    const surface = surfaceOf(source);
    if (surface?.id === 'kubernetes') found.push(...((await readerOf(surface)).read(source, context).policies ?? []));
  }
  return found;
}
