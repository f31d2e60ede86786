import { unsafeSysctls } from '../../controls/unsafe-sysctls/control.ts';
import { kubernetesSafeSysctls } from '../../facts/sysctls.ts';
import { broken, type Pod } from '../../model/index.ts';
import type { Minor } from '../versions.ts';
import { type Check, forbid } from './check.ts';

/** The list grew with 1.27, 1.29, 1.32 and 1.37: facts/sysctls.ts says which name came when. */
export const sysctls: Check = {
  id: 'sysctls',
  level: 'baseline',
  control: unsafeSysctls,
  passes: 'the pod sets safe sysctls at most',
  revisions: [{ since: 0, pod }],
};

function pod({ sysctls }: Pod, version: Minor) {
  return sysctls.flatMap((field) =>
    forbid(field, (name, at) =>
      isSafe(name, version)
        ? undefined
        : broken(`the pod sets the sysctl ${name}, which is not one of the safe ones of 1.${version}`, at, {
            remedy: [{ set: 'linux.sysctl.remove', to: { name } }],
          }),
    ),
  );
}

function isSafe(name: string, version: Minor): boolean {
  const since = kubernetesSafeSysctls.get(name);
  return since !== undefined && Number(since.split('.')[1]) <= version;
}
