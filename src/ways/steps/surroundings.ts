import { isKnown, knownValue } from '../../model/index.ts';
import { type Draft, draft } from '../build.ts';
import { gap } from '../grounds.ts';
import { capability, host, hostNetwork, hostUser, inside, root, secret } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import { lsmLets } from '../lsm.ts';
import { hostNamespace, hostPowers, noUserNamespace } from '../walls.ts';
import { capabilitySteps, holds, mayHold } from './inside.ts';

/** What the processes of the host give away to who sees them. */
export function processSteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const pid = hostNamespace(inmate, 'pid');
  if (pid === 'shut') return [];
  return [
    ...draft(inmate, {
      from: inside(container),
      to: secret(container, 'host-arguments', "the arguments of the host's processes"),
      kind: 'host-arguments',
      gaps: [pid],
    }),
    ...tracing(inmate),
    ...asTheirUser(inmate),
  ];
}

function tracing(inmate: Inmate): readonly Draft[] {
  if (!mayHold(inmate, 'CAP_SYS_PTRACE')) return [];
  const onward = draft(inmate, {
    from: capability(inmate.container, 'CAP_SYS_PTRACE'),
    to: host,
    kind: 'trace-host',
    gaps: [hostNamespace(inmate, 'pid'), lsmLets(inmate, 'ptrace'), ...hostPowers(inmate)],
  });
  return onward.length === 0 ? [] : [...capabilitySteps(inmate, 'CAP_SYS_PTRACE'), ...onward];
}

/** A process may look into another of the same ids that has no capability which it lacks. */
function asTheirUser(inmate: Inmate): readonly Draft[] {
  const { container, bounding } = inmate;
  const common = { to: hostUser, kind: 'host-user-process' } as const;
  const around = [hostNamespace(inmate, 'pid'), lsmLets(inmate, 'ptrace'), ...hostPowers(inmate)];
  const [uid, gid] = [bounding.get('CAP_SETUID'), bounding.get('CAP_SETGID')];
  const asAnyone =
    uid === undefined || gid === undefined
      ? []
      : draft(inmate, {
          ...common,
          from: root(container),
          gaps: [holds(inmate, 'CAP_SETUID', uid), holds(inmate, 'CAP_SETGID', gid), ...around],
        });
  // Another user in the place of root has an id as well.
  const because = 'whether a process of the host has the same user id is not known';
  return [...asAnyone, ...draft(inmate, { ...common, from: inside(container), gaps: around, certainty: 'perhaps', because })];
}

/** The host's network, and its traffic. */
export function networkSteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const network = hostNamespace(inmate, 'network');
  if (network === 'shut') return [];
  return [
    ...draft(inmate, { from: inside(container), to: hostNetwork, kind: 'host-network', gaps: [network] }),
    ...(['CAP_NET_RAW', 'CAP_NET_ADMIN'] as const).flatMap((which) => {
      if (!mayHold(inmate, which)) return [];
      const onward = draft(inmate, {
        from: capability(container, which),
        to: secret(container, 'host-traffic', "the host's traffic"),
        kind: 'host-traffic',
        what: which === 'CAP_NET_RAW' ? "reads the host's traffic" : "redirects the host's traffic",
        gaps: [network, noUserNamespace(inmate)],
        trial: which === 'CAP_NET_RAW' ? 'packet sockets' : 'network settings',
      });
      return onward.length === 0 ? [] : [...capabilitySteps(inmate, which), ...onward];
    }),
  ];
}

export function memorySteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  return draft(inmate, {
    from: inside(container),
    to: secret(container, 'host-memory', "what the host's programs share in memory"),
    kind: 'host-memory',
    gaps: [hostNamespace(inmate, 'ipc')],
    certainty: 'perhaps',
    because: 'which programs of the host share memory, and with whom, is not known',
  });
}

/** A mark of Windows pods: what then runs is a program of the node. */
export function windowsSteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const field = container.written?.security.hostProcess ?? container.pod?.security.hostProcess;
  if (!isKnown(field) || knownValue(field) !== true) return [];
  return draft(inmate, {
    from: inside(container),
    to: host,
    kind: 'windows-host-process',
    gaps: [gap(inmate, 'it is a process of its host', field, 'host-process')],
    certainty: 'perhaps',
    because: 'which account of the node it runs as is not known',
  });
}
