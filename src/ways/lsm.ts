import { wayOut } from '../facts/apparmor.ts';
import { securityLabel } from '../facts/security-label.ts';
import { unconfinedTypes } from '../facts/selinux.ts';
import { isKnown, knownValue } from '../model/index.ts';
import { doubt, type Gap, gap, withoutChange } from './grounds.ts';
import type { Inmate } from './inmate.ts';

/**
 * Does a security module stand in the way? What an engine does by default counts only where the kernel has the module, which no file tells; what
 * the kernel says of the process does. `way`: an id of facts/apparmor.
 */
export function lsmLets(inmate: Inmate, way: string): Gap {
  const { container } = inmate;
  const { apparmor, selinux, apparmorReach } = container.process;
  const what = wayOut(way)?.what ?? way;
  const label = container.observed?.securityLabel;
  const reach = knownValue(apparmorReach);
  const lets = reach !== undefined && (!confines(reach.mode) || reach.open.some(({ id }) => id === way));
  if (isKnown(label)) {
    const found = securityLabel(label.value);
    if (found === undefined || (found.module === 'AppArmor' && (found.profile === undefined || !confines(found.mode))))
      return gap(inmate, 'no security module confines it', label, 'apparmor');
    if (found.module === 'AppArmor') {
      if (lets) return gap(inmate, `the AppArmor profile ${found.profile} lets it ${what}`, label, 'apparmor');
      if ((reach !== undefined && !reach.unsure.includes(way)) || isEngines(found.profile ?? '')) return 'shut';
      return doubt(
        inmate,
        `the AppArmor profile ${found.profile} may let it ${what}`,
        `what the profile ${found.profile} allows was not read`,
        label,
      );
    }
    if (unconfinedTypes.has(found.type)) return gap(inmate, `SELinux does not confine ${found.type}`, label, 'selinux');
    return doubt(inmate, `SELinux may only log what ${found.type} may not do`, 'whether SELinux enforces is not known', label);
  }
  const off = knownValue(apparmor)?.profile === 'unconfined' || lets;
  if (off && (selinux === undefined || knownValue(selinux)?.disabled === true))
    return {
      ground: withoutChange(
        gap(inmate, lets ? `its AppArmor profile lets it ${what}` : 'no security module confines it', apparmor, 'apparmor').ground,
      ),
    };
  const who = off ? 'SELinux' : 'AppArmor or SELinux';
  const because = `${who} denies it where the kernel runs it, which no file tells`;
  return doubt(inmate, `no security module that is known to run keeps it from that`, because, off ? selinux : apparmor);
}

/** What a profile does not allow is denied in these modes. Source: apparmor(7), apparmor 3.0.8. */
const confines = (mode: string): boolean => mode === 'enforce' || mode === 'kill';

/** Names under which the engines load their own profiles. Sources: moby daemon/apparmor_default.go, containers/common pkg/apparmor, containerd contrib. */
const isEngines = (profile: string): boolean =>
  profile === 'docker-default' || profile === 'cri-containerd.apparmor.d' || /^(?:containers|crio)-default/.test(profile);
