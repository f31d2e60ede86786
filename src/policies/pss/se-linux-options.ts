import { selinux } from '../../controls/selinux/control.ts';
import { broken, type Field, type Pod, type Selinux, type Verdict } from '../../model/index.ts';
import { type Check, forbid, type Revision, type Subject } from './check.ts';

const types = ['container_t', 'container_init_t', 'container_kvm_t'];

export const seLinuxOptions: Check = {
  id: 'seLinuxOptions',
  level: 'baseline',
  control: selinux,
  passes: 'asks for no SELinux user or role, and for no type that is not a container’s',
  revisions: [revision(0, types), revision(31, [...types, 'container_engine_t'])],
};

function revision(since: number, types: readonly string[]): Revision {
  return {
    since,
    pod: ({ security }: Pod) => options(security.selinux, types, 'the pod ', { remedy: [] }),
    container: ({ own }: Subject) => options(own.security.selinux, types, '', {}),
  };
}

const options = (field: Field<Selinux> | undefined, types: readonly string[], who: string, more: { remedy?: [] }): Verdict[] =>
  forbid(field, ({ type, user, role }, at) => {
    const faults = [
      ...(type === undefined || type === '' || types.includes(type) ? [] : [`the SELinux type ${type}`]),
      ...(user ? ['an SELinux user'] : []),
      ...(role ? ['an SELinux role'] : []),
    ];
    return faults.length === 0 ? undefined : broken(`${who}sets ${faults.join(' and ')} in seLinuxOptions`, at, more);
  });
