import { hasUserNamespace } from '../../model/index.ts';
import { type Aspect, traitOf } from '../trait.ts';

export const privileged: Aspect = {
  kind: 'privileged',
  absent: { width: 0, said: 'no' },
  traits: (container) =>
    traitOf('privileged', container.privileged, hasUserNamespace(container) ? 'high' : 'critical', (on) =>
      on
        ? { width: 1, said: 'yes', name: 'privileged', gives: 'every capability and device, and no filter between it and the kernel' }
        : { width: 0, said: 'no' },
    ),
};
