import { changesOf } from '../../src/commands/ways/changes.ts';
import { resolve } from '../../src/engines/index.ts';
import { defaultEngine } from '../../src/engines/known.ts';
import type { Container, Evidence, Step, WayPart } from '../../src/model/index.ts';
import { written } from '../../src/model/index.ts';
import { phrases as kubernetes } from '../../src/surfaces/kubernetes/phrases.ts';
import { phrases as runCommand } from '../../src/surfaces/run-command/phrases.ts';
import { partOf } from '../../src/ways/part.ts';
import type { Scene } from '../../src/ways/scene.ts';
import { engine } from '../support/effective.ts';
import { effectiveOf } from '../support/effective-of.ts';
import { podManifest, webOf } from '../support/kubernetes.ts';
import { only } from '../support/run-command.ts';

/** A declaration as its author writes it: a command, or a pod's lines; with what else is known. */
export type Given = string | ({ readonly of: string } & Known);

interface Known {
  /** What the security module calls the process, as the kernel says it. */
  readonly label?: string;
  readonly under?: string;
  readonly versions?: Scene['versions'];
  readonly evidence?: readonly Omit<Evidence, 'container' | 'call' | 'observed'>[];
}

/** `pod: lines of its spec / lines of its container`, with the lines parted by semicolons. */
export const pod = (spec: string, container: string): string => `pod: ${spec} / ${container}`;

const lines = (text = ''): string => text.trim().split(/; */).join('\n');

function declaredOf(text: string): { readonly effective: Container; readonly isPod: boolean } {
  const isPod = text.startsWith('pod: ');
  if (!isPod) return { effective: effectiveOf(text), isPod };
  const [spec, container] = text.slice('pod: '.length).split(' / ');
  return { effective: resolve(webOf(podManifest(lines(spec), lines(container))), defaultEngine('kubernetes')), isPod };
}

const nowhere = { source: { path: '/proc/4711/attr/current', text: '' }, start: 0, end: 0 };

/** A real declaration, read by its reader and resolved by its engine, with a label that the kernel gave. */
export function sceneOf(given: Given): Scene {
  const { of, label, under, versions, evidence }: { readonly of: string } & Known = typeof given === 'string' ? { of: given } : given;
  const { effective, isPod } = under === undefined ? declaredOf(of) : { effective: resolve(only(of), engine(under)), isPod: false };
  const container =
    label === undefined
      ? effective
      : { ...effective, observed: { securityLabel: written(label, nowhere) } as unknown as NonNullable<Container['observed']> };
  return {
    container,
    changeFor: changesOf(container, isPod ? kubernetes : runCommand),
    ...(versions === undefined ? {} : { versions }),
    ...(evidence === undefined
      ? {}
      : {
          evidence: evidence.map((one) => ({ ...one, container: container.id, call: 'call', observed: `call answers ${one.answer ?? 0}` })),
        }),
  };
}

export const partFrom = (given: Given): WayPart => partOf(sceneOf(given));

/** The same container may have another id in another declaration. */
export const nameOf = ({ kind, from, to, what }: Step, { container }: WayPart): string =>
  [kind, from, to, what].map((text) => text.replaceAll(container.id, 'ID')).join(' ');
