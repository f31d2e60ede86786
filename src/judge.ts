import {
  type Broken,
  type Change,
  type Container,
  type Control,
  inapplicable,
  isWindows,
  type Origin,
  type Verdict,
  windowsReason,
} from './model/index.ts';

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
  const judgements: Judgement[] = [];
  let implied = false;
  const add = (control: Control, verdict: Verdict): void => {
    judgements.push({ control, container, verdict });
    implied ||= causeOrigin(verdict) !== undefined;
  };
  const windows = isWindows(container);
  // Plain loops: this is run for every container and every control.
  for (const control of controls) {
    if (!control.judges.includes(container.kind)) continue;
    const verdict = windows && control.kernel === 'linux' ? inapplicable(windowsReason) : control.judge(container);
    if (isList(verdict)) for (const each of verdict) add(control, each);
    else add(control, verdict);
  }
  return implied ? judgements.map((judgement) => withCause(judgement, judgements)) : judgements;
}

const isList = (verdict: Verdict | readonly Verdict[]): verdict is readonly Verdict[] => Array.isArray(verdict);

function withCause(judgement: Judgement, judgements: readonly Judgement[]): Judgement {
  const cause = causeOf(judgement, judgements);
  return cause === undefined ? judgement : { ...judgement, impliedBy: cause.control.id, cause };
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
