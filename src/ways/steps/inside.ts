import { signOfSetUid } from '../../facts/needs.ts';
import { type Field, isUnknown, knownValue } from '../../model/index.ts';
import { type Draft, draft } from '../build.ts';
import { doubt, type Gap, gap, isObserved } from '../grounds.ts';
import { capability, inside, root } from '../holds.ts';
import { capabilityControl, type Inmate } from '../inmate.ts';

/** How whoever takes over the program comes to be root inside. */
export function rootSteps(inmate: Inmate): readonly Draft[] {
  const { container, root: is } = inmate;
  const [from, to] = [inside(container), root(container)];
  if (is === 'yes' || is === 'unknown') {
    const own = draft(inmate, { from, to, kind: 'root-user', gaps: [userGap(inmate)], trial: 'root' });
    // Where another user is put in, it is the next way to root: whoever closes the first one has to close both.
    return [...own, ...setUid(inmate)];
  }
  if (is === 'no') return setUid(inmate);
  const because = 'its entry point becomes an ordinary user by itself';
  return [...draft(inmate, { from, to, kind: 'root-user', gaps: [userGap(inmate)], certainty: 'perhaps', because }), ...setUid(inmate)];
}

function userGap(inmate: Inmate): Gap {
  const { user } = inmate.container.process;
  const control = 'non-root-user';
  if (user === undefined) return doubt(inmate, 'it may run as root', 'nothing says which user it runs as', user, control);
  if (isUnknown(user)) return doubt(inmate, 'it may run as root', user.because, user, control);
  return gap(inmate, inmate.root === 'later' ? 'it starts as root' : 'it runs as root', user, control);
}

function setUid(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const { noNewPrivileges: field } = container.process;
  if (knownValue(field) === true) return [];
  const control = 'no-new-privileges';
  const own = isUnknown(field)
    ? doubt(inmate, 'whether no_new_privs is set is not known', field.because, field, control)
    : gap(inmate, 'no_new_privs is not set', field, control);
  // Who is root already needs none.
  const sign = inmate.root === 'yes' ? undefined : signOfSetUid(container);
  const because =
    sign === undefined
      ? 'which set-uid programs its image has, and whether one of them lets it, is not known'
      : `what ${sign} lets it do is not known`;
  const [from, to] = [inside(container), root(container)];
  return draft(inmate, { from, to, kind: 'set-uid', gaps: [own], trial: 'set-uid', certainty: 'perhaps', because });
}

/** How a capability comes into use; nothing where the container cannot have it. */
export function capabilitySteps(inmate: Inmate, which: string): readonly Draft[] {
  const { container, bounding, ambient, doubt: unclear, root: is } = inmate;
  const to = capability(container, which);
  const start = ambient.has(which) ? inside(container) : root(container);
  const entry = ambient.get(which) ?? bounding.get(which) ?? ambient.get('ALL') ?? bounding.get('ALL');
  if (entry !== undefined) {
    const gaps = [holds(inmate, which, entry)];
    const own = draft(inmate, { from: start, to, kind: 'capability', what: `uses ${which}`, gaps });
    // Podman gives what is added to whichever user it runs as: another one in the place of root has it too.
    const stays = container.engine === 'podman' && entry.state === 'written' && is !== 'no';
    if (!stays) return own;
    const because = 'it is root that has it now; another user would have it as well';
    return [
      ...own,
      ...draft(inmate, { from: inside(container), to, kind: 'capability', what: `uses ${which}`, gaps, certainty: 'perhaps', because }),
    ];
  }
  if (unclear?.state !== 'unknown') return [];
  const gaps = [doubt(inmate, `it may hold ${which}`, unclear.because, unclear, capabilityControl(which))];
  return draft(inmate, { from: start, to, kind: 'capability', what: `uses ${which}`, gaps });
}

/** What was given back by name is not taken away with the defaults. */
export function holds(inmate: Inmate, which: string, entry: Field<string>): Gap {
  if (entry.state !== 'written' || isObserved(entry.origin)) return gap(inmate, `it holds ${which}`, entry, capabilityControl(which));
  const control = capabilityControl(which);
  return gap(inmate, `${which} is added`, entry, control === 'capabilities-dropped' ? undefined : control);
}

/** Root inside holds it, or its user does. What cannot be resolved may be any capability: it is told once, of the mightiest. */
export const mayHold = ({ bounding, ambient, doubt: unclear }: Inmate, which: string): boolean =>
  bounding.has(which) || bounding.has('ALL') || ambient.has(which) || (unclear !== undefined && which === 'CAP_SYS_ADMIN');
