import { type ControlSocket, controlSocketAt } from '../../facts/control-sockets.ts';
import { canonicalPath } from '../../facts/host-path.ts';
import { isKnown, isUnknown, isWindows, knownValue, type Mount } from '../../model/index.ts';
import { type Draft, draft } from '../build.ts';
import { doubt, gap } from '../grounds.ts';
import { host, hostUser, inside, shared } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import { socketTrial } from '../tried.ts';
import { noUserNamespace } from '../walls.ts';

/** A mounted socket of an engine or service manager, and what is ordered over it. */
export const socketSteps = (inmate: Inmate): readonly Draft[] => inmate.container.mounts.flatMap((mount) => stepsOf(inmate, mount));

function stepsOf(inmate: Inmate, mount: Mount): readonly Draft[] {
  const { source, destination, type } = mount;
  if (source === undefined || knownValue(type) === 'volume') return [];
  const place = knownValue(destination) ?? '';
  const path = isKnown(source) ? source.value : place;
  const socket = controlSocketAt(path);
  if (socket === undefined) return [];
  const hold = shared(`socket:${canonicalPath(path)}`, `the socket ${path} of ${socket.owner}`);
  const mounted = isUnknown(source)
    ? doubt(inmate, `what it mounts at ${place} is not known`, source.because, source, 'engine-socket')
    : gap(inmate, `it mounts ${path}`, source, 'engine-socket');
  return [
    ...draft(inmate, {
      from: inside(inmate.container),
      to: hold,
      kind: 'engine-socket',
      what: `connects to ${path}`,
      gaps: [mounted],
      trial: socketTrial(place),
      ...permission(inmate, socket),
    }),
    // The same step for whoever holds the socket: it belongs to no container.
    { from: hold, to: socket.ofUser ? hostUser : host, step: orders(hold.id, socket) },
  ];
}

/** Root of the host may connect, and so may the user whose engine it is; for others the permissions of the socket decide. */
function permission(inmate: Inmate, socket: ControlSocket): { readonly certainty?: 'perhaps'; readonly because?: string } {
  const { root, rootless, container } = inmate;
  if (isWindows(container)) return {};
  if (root === 'yes' && ((rootless && socket.ofUser) || idMapped(inmate) || isSure(noUserNamespace(inmate)))) return {};
  return { certainty: 'perhaps', because: 'whether its user may connect is decided by the permissions of the socket on the host' };
}

/** The kubelet maps the ids of every volume with the pod's (kubernetes 1.31 pkg/kubelet/kuberuntime/kuberuntime_container_linux.go). */
export const idMapped = ({ container }: Inmate): boolean => container.engine === 'kubernetes';

const isSure = (one: ReturnType<typeof noUserNamespace>): boolean => one !== 'shut' && one.because === undefined;

function orders(from: string, socket: ControlSocket): Draft['step'] {
  const to = socket.ofUser ? hostUser.id : host.id;
  return { from, to, kind: 'engine-orders', certainty: 'open', what: socket.gains, grounds: [] };
}
