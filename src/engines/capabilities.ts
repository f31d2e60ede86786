import { type Capabilities, type Entries, type Field, isRootUser, isUnknown, type UserId, unknown } from '../model/index.ts';
import { everyCapability } from './capability-set.ts';
import type { Context } from './context.ts';
import type { Who } from './rules.ts';

/**
 * The five sets that the engine asks the runtime for, and that the process holds once it runs as its user.
 * A set that cannot be known is one unknown entry. What was declared stays beside them.
 */
export function capabilitiesOf({ declared, defaults, rules, privilege }: Context, user: Field<UserId> | undefined): Capabilities {
  const { capabilities } = declared.process;
  const bounding = boundingOf();
  const who = whoIs(user);
  return { ...capabilities, bounding, inheritable: defaults.inheritable ? bounding : [], ...setsOf(who), ...told() };

  function boundingOf(): Entries<string> {
    if (privilege.state === 'unknown') return [privilege.doubt];
    // An engine that runs it says what it gave.
    if (privilege.state === 'off') return capabilities?.bounding ?? rules.bounding(defaults.capabilities, capabilities);
    const { origin } = privilege.because(true);
    return everyCapability('privileged: true', origin);
  }

  function told(): Pick<Capabilities, 'effective' | 'permitted'> {
    if (privilege.state !== 'off' || capabilities?.effective === undefined) return {};
    return { effective: capabilities.effective, permitted: capabilities.permitted ?? capabilities.effective };
  }

  function setsOf(someone: Who): Pick<Capabilities, 'effective' | 'permitted' | 'ambient' | 'inheritable'> {
    if (someone.state === 'root') return { effective: bounding, permitted: bounding, ambient: [] };
    if (someone.state === 'unknown') {
      const doubt = [unknown(`${someone.because}; only root holds them all`)];
      return { effective: doubt, permitted: doubt, ambient: [] };
    }
    const { held, ambient } = rules.ofOthers(capabilities);
    return { effective: held, permitted: held, ambient, ...(ambient.length > 0 ? { inheritable: ambient } : {}) };
  }
}

/** A name other than root is taken for another user than root: every engine looks at the text or finds it in /etc/passwd. */
function whoIs(user: Field<UserId> | undefined): Who {
  if (user === undefined) return { state: 'unknown', because: 'the user is not known' };
  if (isUnknown(user)) return { state: 'unknown', because: user.because };
  return { state: isRootUser(user.value) ? 'root' : 'other' };
}
