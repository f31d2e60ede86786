import type { Container } from '../../model/index.ts';
import { list, type Row, row, writtenRow } from './row.ts';
import { sayLimit } from './say.ts';

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
    ...list('process.capabilities.bounding', capabilities?.bounding),
    ...list('process.capabilities.effective', capabilities?.effective),
    ...list('process.capabilities.permitted', capabilities?.permitted),
    ...list('process.capabilities.inheritable', capabilities?.inheritable),
    ...list('process.capabilities.ambient', capabilities?.ambient),
    ...row('process.apparmor', process.apparmor),
    ...row('process.selinux', process.selinux),
    ...process.rlimits.flatMap(({ type, soft, hard }) => [
      ...row(`process.rlimits[${type}].soft`, soft, sayLimit),
      ...row(`process.rlimits[${type}].hard`, hard, sayLimit),
    ]),
    ...row('process.oomScoreAdj', process.oomScoreAdj),
  ];
}
