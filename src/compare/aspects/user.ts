import { type Container, hasUserNamespace, isKnown, isRootUser, type Severity, type UserId } from '../../model/index.ts';
import { type Aspect, traitOf } from '../trait.ts';

export const user: Aspect = {
  kind: 'user',
  subject: (key) => key,
  traits: (container) => [
    ...traitOf('user', container.process.user, severityOf(container), (id) => ({
      width: isRootUser(id) ? 1 : 0,
      said: isRootUser(id) ? 'root' : nameOf(id),
    })),
    ...traitOf('runAsNonRoot', container.process.runAsNonRoot, 'low', (on) => ({
      width: on ? 0 : 1,
      said: on ? 'true: the kubelet refuses to start it as root' : 'false',
    })),
  ],
};

const nameOf = ({ uid, name }: UserId): string => (uid === undefined ? name : `uid ${uid}`);

/** Root that holds no capability and is mapped by nobody still owns the files of root. */
function severityOf(container: Container): Severity {
  if (container.process.user === undefined || !isKnown(container.process.user)) return 'medium';
  if (hasUserNamespace(container)) return 'low';
  return container.process.capabilities?.effective?.length === 0 ? 'medium' : 'high';
}
