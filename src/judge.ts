import type { Broken, Change, Container, Control, Origin, Verdict } from './model/index.ts';

/** One verdict of one control on one container's effective view. */
export interface Judgement {
  readonly control: Control;
  readonly container: Container;
  readonly verdict: Verdict;
  /** The control whose broken finding, written on the same line, is the cause of this one. */
  readonly impliedBy?: string;
  /** That control's own judgement. */
  readonly cause?: Judgement;
}

/** Every control on one container: the heart. Pure; the order is that of the controls. */
export function judge(container: Container, controls: readonly Control[]): Judgement[] {
  const judgements = controls
    .filter((control) => control.judges.includes(container.kind))
    .flatMap((control) => verdictsOf(control, container).map((verdict) => ({ control, container, verdict })));
  return judgements.map((judgement) => {
    const cause = causeOf(judgement, judgements);
    return cause === undefined ? judgement : { ...judgement, impliedBy: cause.control.id, cause };
  });
}

function verdictsOf(control: Control, container: Container): readonly Verdict[] {
  const verdict = control.judge(container);
  return Array.isArray(verdict) ? verdict : [verdict as Verdict];
}

/** A default that a written line brought about is implied by the control that finds fault with that very line. */
function causeOf(judgement: Judgement, all: readonly Judgement[]): Judgement | undefined {
  const cause = causeOrigin(judgement.verdict);
  if (cause === undefined) return undefined;
  return all.find((other) => other.control !== judgement.control && sameOrigin(writtenOrigin(other.verdict), cause));
}

const causeOrigin = (verdict: Verdict): Origin | undefined =>
  isBroken(verdict) && verdict.field?.state === 'default' ? verdict.field.origin : undefined;

const writtenOrigin = (verdict: Verdict): Origin | undefined =>
  isBroken(verdict) && verdict.field?.state === 'written' ? verdict.field.origin : undefined;

const isBroken = (verdict: Verdict): verdict is Broken => verdict.outcome === 'broken';

const sameOrigin = (a: Origin | undefined, b: Origin): boolean => a !== undefined && a.source === b.source && a.start === b.start;

/**
 * What would mend it. What follows from another line does not hold until that line is mended: its remedy comes first.
 */
export function patchOf({ control, container, verdict, cause }: Judgement): readonly Change[] {
  const own = (isBroken(verdict) ? verdict.remedy : undefined) ?? hardenOnce(control, container);
  return cause === undefined ? own : [...patchOf(cause), ...own.filter((change) => !isEnginesOwn(change, container))];
}

const hardened = new WeakMap<Container, Map<Control, readonly Change[]>>();

/** A control may have a verdict for each of a container's thousand mounts, and its remedy looks at all of them. */
function hardenOnce(control: Control, container: Container): readonly Change[] {
  const known = hardened.get(container) ?? new Map<Control, readonly Change[]>();
  hardened.set(container, known);
  const changes = known.get(control) ?? control.harden(container);
  known.set(control, changes);
  return changes;
}

/** Asks for nothing but what the engine does by itself: there is no line of its own to take away. */
function isEnginesOwn({ set, to }: Change, { engine }: Container): boolean {
  if (set === 'linux.seccomp') return engine !== 'kubernetes' && to.profile === 'default';
  if (set === 'process.apparmor') return to.profile === 'default';
  return set === 'linux.maskedPaths' || set === 'process.selinux';
}
