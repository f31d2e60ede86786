import { privileged as control } from '../../controls/privileged/control.ts';
import { broken } from '../../model/index.ts';
import { type Check, forbid } from './check.ts';

export const privileged: Check = {
  id: 'privileged',
  level: 'baseline',
  control,
  passes: 'is not privileged',
  revisions: [
    {
      since: 0,
      container: ({ own }) =>
        forbid(own.privileged, (on, field) => (on ? broken('is privileged, so nothing confines it', field) : undefined)),
    },
  ],
};
