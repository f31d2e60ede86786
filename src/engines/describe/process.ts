import type { Container } from '../../model/index.ts';
import { capabilityRows } from './capabilities.ts';
import { limitRows } from './limits.ts';
import { list, type Row, row, writtenRow } from './row.ts';
import { say } from './say.ts';

/** Of arguments only the number, of environment variables only the names: either may hold a secret. */
export function processRows({ process }: Container): readonly Row[] {
  const { capabilities } = process;
  return [
    ...row('process.user', process.user),
    ...row('process.group', process.group),
    ...list('process.additionalGroups', process.additionalGroups),
    ...row('process.runAsNonRoot', process.runAsNonRoot),
    ...row('process.args', process.args, (args) => (args.length === 1 ? '1 word' : `${args.length} words`)),
    ...row('process.cwd', process.cwd),
    ...process.env.map(({ name, origin }) => writtenRow(`process.env[${name}]`, name, origin)),
    ...row('process.noNewPrivileges', process.noNewPrivileges),
    ...capabilityRows(capabilities),
    ...row('process.apparmor', process.apparmor),
    ...row('process.selinux', process.selinux, ({ disabled, ...label }) => (disabled ? 'off' : say(label) || 'default')),
    ...process.rlimits.flatMap(limitRows),
    ...row('process.oomScoreAdj', process.oomScoreAdj),
  ];
}
