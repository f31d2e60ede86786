import {
  accountsOf,
  broken,
  type Container,
  type Control,
  type Default,
  hasUserNamespace,
  held,
  type IdMapping,
  inapplicable,
  isPlainName,
  knownValue,
  type UserId,
  undecided,
  type Verdict,
  type Written,
} from '../../model/index.ts';
import { passwdHas } from './passwd.ts';

export const resolvableUser: Control = {
  id: 'resolvable-user',
  group: 'identity',
  title: 'The user is a number, or a name that the image is known to have',
  stops:
    'A container that does not start because its user cannot be found, or that somebody then starts as root to get it going; and a kubelet that cannot tell a named user from root.',
  why: 'A name is looked up in /etc/passwd of the image when the container starts: after a change of the base image it may be gone or mean another number. Kubernetes compares numbers only: with runAsNonRoot and an image whose USER is a name it refuses to start the container. A number works everywhere; add the group as well (10001:10001), because the group of a bare number is looked up too.',
  severity: 'medium',
  gain: 'availability',
  level: 'strict',
  judges: ['container', 'image'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'files that belong to the former user can no longer be written',
    test: 'Start it with its volumes; give the files that it writes to the new user',
  },
  references: { cisDocker: ['4.1'], nist800190: ['4.1.2'] },
  judge(container) {
    const { user } = container.process;
    if (user === undefined || user.state === 'unknown') return inapplicable('which user it runs as is not known: see non-root-user');
    const ofUser =
      user.value.name === undefined ? judgeNumber(container, user, user.value.uid) : judgeName(container, user, user.value.name);
    return ofUser.outcome === 'broken' ? ofUser : (judgeGroup(container) ?? ofUser);
  },
  harden: () => [{ set: 'process.user', to: '10001:10001' }],
};

type Known = Written<UserId> | Default<UserId>;

function judgeNumber({ linux, engine, ...rest }: Container, user: Known, uid: number): Verdict {
  const mappings = knownValue(linux.uidMappings);
  // Source: Kubernetes 1.33 pkg/kubelet/userns: a pod is given 65536 ids, numbered from 0.
  const podRange = engine === 'kubernetes' && hasUserNamespace({ linux, engine, ...rest });
  const outside = mappings === undefined ? podRange && uid > 65535 : !mappings.some((mapping) => covers(mapping, uid));
  if (outside) return broken(`uid ${uid} has no counterpart on the host in this user namespace`, user);
  return held(`uid ${uid} needs no look-up`, user);
}

const covers = ({ containerId, size }: IdMapping, uid: number): boolean => uid >= containerId && uid < containerId + size;

function judgeName(container: Container, user: Known, name: string): Verdict {
  if (container.engine === 'kubernetes' && container.kind === 'container' && knownValue(container.process.runAsNonRoot)) {
    return broken(`the user of the image is the name ${name}: the kubelet cannot tell it from root and refuses to start it`, user);
  }
  const image = container.kind === 'image' ? container : container.image.built;
  const found = image === undefined ? undefined : passwdHas(image, name);
  const looked = accountsOf(container)?.users !== undefined;
  if (found === false)
    return broken(
      looked ? `the image has no user ${name} in its /etc/passwd` : `the image has no /etc/passwd that could hold the user ${name}`,
      user,
    );
  if (found === true)
    return held(looked ? `the image has the user ${name} in its /etc/passwd` : `the user ${name} is made when the image is built`, user);
  const because = `the user ${name} must be in /etc/passwd of the image, which was not looked at`;
  return undecided({ because, origin: user.origin }, 'low');
}

/** A group that is surely not there keeps it from starting as well. */
function judgeGroup(container: Container): Verdict | undefined {
  const { group } = container.process;
  const name = knownValue(group)?.name;
  const groups = accountsOf(container)?.groups;
  if (group === undefined || name === undefined || groups === undefined || !isPlainName(name) || groups.includes(name)) return undefined;
  return broken(`the image has no group ${name} in its /etc/group`, group);
}
