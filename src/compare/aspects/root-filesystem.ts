import { type Aspect, traitOf } from '../trait.ts';

export const rootFilesystem: Aspect = {
  kind: 'root-filesystem',
  subject: () => 'root file system',
  traits: ({ root }) =>
    traitOf('root', root.readonly, 'medium', (readonly) =>
      readonly ? { width: 0, said: 'read-only' } : { width: 1, said: 'writable', gives: 'an intruder can change programs and leave tools' },
    ),
};
