/** What a security module calls a process. */
export type SecurityLabel =
  /** `profile`: undefined: unconfined. `mode`: "enforce", "complain", "kill", "unconfined", … */
  | { readonly module: 'AppArmor'; readonly profile?: string; readonly mode: string }
  | { readonly module: 'SELinux'; readonly user: string; readonly role: string; readonly type: string; readonly level?: string };

/**
 * /proc/PID/attr/current without its end: the module is told by the form. Undefined: empty, which no module answers.
 * Sources: Linux 6.12 security/apparmor/procattr.c aa_getprocattr; SELinux contexts as user:role:type[:level].
 */
export function securityLabel(text: string): SecurityLabel | undefined {
  if (text === '') return undefined;
  const [, user, role, type, level] = /^([^:\s()]{1,200}):([^:\s()]{1,200}):([^:\s()]{1,200})(?::(\S{1,2000}))?$/.exec(text) ?? [];
  if (user !== undefined && role !== undefined && type !== undefined)
    return { module: 'SELinux', user, role, type, ...(level === undefined ? {} : { level }) };
  if (text === 'unconfined') return { module: 'AppArmor', mode: 'unconfined' };
  const [, profile = text, mode = 'enforce'] = /^(.{1,4000}) \((\w{1,20})\)$/s.exec(text) ?? [];
  return { module: 'AppArmor', profile, mode };
}
