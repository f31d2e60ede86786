import { type Hold, isWindows, type WayPart } from '../model/index.ts';
import { placeOf } from '../text/lines.ts';
import type { Draft } from './build.ts';
import { inside } from './holds.ts';
import { type Inmate, inmateOf } from './inmate.ts';
import type { Scene } from './scene.ts';
import { deviceSteps } from './steps/devices.ts';
import { faultSteps } from './steps/faults.ts';
import { hostFileSteps } from './steps/host-files.ts';
import { rootSteps } from './steps/inside.ts';
import { powerSteps, settingSteps } from './steps/kernel.ts';
import { sharedMemorySteps, sharedNetworkSteps } from './steps/neighbours.ts';
import { secretSteps, tokenSteps } from './steps/prizes.ts';
import { sharedProcessSteps } from './steps/processes.ts';
import { socketSteps } from './steps/sockets.ts';
import { memorySteps, networkSteps, processSteps, windowsSteps } from './steps/surroundings.ts';
import { storageSteps } from './steps/volumes.ts';

const families: readonly ((inmate: Inmate) => readonly Draft[])[] = [
  ...[rootSteps, socketSteps, hostFileSteps, deviceSteps, powerSteps, settingSteps],
  ...[processSteps, networkSteps, memorySteps, tokenSteps, secretSteps, faultSteps],
  ...[storageSteps, sharedProcessSteps, sharedNetworkSteps, sharedMemorySteps],
];

/** Of a Windows container nothing is judged but what reaches its host by name. */
const onWindows: typeof families = [socketSteps, windowsSteps];

/**
 * What one container brings into the graph of ways out: every step that is not shut and that somebody inside it, or in what it shares with others,
 * can come to, and the holds that these join. Pure.
 */
export function partOf(scene: Scene): WayPart {
  const { container } = scene;
  const inmate = inmateOf(scene);
  const start = inside(container);
  const drafts = within(start, once(allOf(inmate, isWindows(container) ? onWindows : families)));
  const holds = new Map<string, Hold>([[start.id, start]]);
  for (const { from, to } of drafts) {
    holds.set(from.id, from);
    holds.set(to.id, to);
  }
  const { file, line } = placeOf(container.origin);
  return {
    container: { id: container.id, name: container.name, file, line },
    holds: [...holds.values()],
    steps: drafts.map(({ step }) => step),
  };
}

/** Plain loops: this is run for every container. */
function allOf(inmate: Inmate, among: typeof families): readonly Draft[] {
  const all: Draft[] = [];
  for (const family of among) for (const one of family(inmate)) all.push(one);
  return all;
}

/** What is behind a step that is shut leads nowhere. */
function within(start: Hold, drafts: readonly Draft[]): readonly Draft[] {
  const reached = new Set([start.id]);
  for (let more = true; more; ) {
    more = false;
    for (const { from, to } of drafts) {
      if ((!reached.has(from.id) && from.kind !== 'shared') || reached.has(to.id)) continue;
      reached.add(to.id);
      more = true;
    }
  }
  return drafts.filter(({ from }) => from.kind === 'shared' || reached.has(from.id));
}

/** A capability that leads several ways is used once. */
function once(drafts: readonly Draft[]): readonly Draft[] {
  const used = new Set<string>();
  return drafts.filter(({ step: { kind, from, to } }) => {
    if (kind !== 'capability') return true;
    const key = `${from} ${to}`;
    const isNew = !used.has(key);
    used.add(key);
    return isNew;
  });
}
