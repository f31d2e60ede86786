import { type SecretFolder, secretFolder } from '../../../host/secret-files.ts';
import { knownValue, Unreadable } from '../../../model/index.ts';
import type { SecretRequest } from '../../../secrets/index.ts';
import { environment } from '../../engine-program.ts';
import type { Program } from '../engine.ts';
import { handedOn } from '../handed-on.ts';
import type { Plan } from '../plan.ts';
import { fileOf, filledSecrets } from '../secrets.ts';
import { type Asked, type Manner, mannerOf } from './asked.ts';
import type { Rooted } from './bundle.ts';
import { type Configured, configured } from './configured.ts';
import { delegatedTo } from './delegated.ts';
import { isRoot } from './ids.ts';
import { leftOff } from './left-off.ts';
import { givenTo } from './owned-secrets.ts';
import { masked, secretMount } from './parts.ts';
import { planAlone } from './planned.ts';
import { type NumberedUser, onHost, userIn } from './root-users.ts';
import { rootedOf } from './rooted.ts';
import { startedAs } from './runtime.ts';

export interface AloneRun {
  readonly config: object;
  readonly plan: Plan;
  /** What is to be told, one line each. */
  readonly lines: readonly string[];
  readonly start: (report: (line: string) => void) => Promise<number>;
}

/** An image or a bundle with every measure on, by a runtime without an engine. `report`: what is told at once. Throws Unreadable, fit to print. */
export async function aloneRun(
  asked: Asked,
  requests: readonly SecretRequest[],
  program: Program,
  report: (line: string) => void,
): Promise<AloneRun> {
  const manner = mannerOf(asked, program);
  const rooted = await rootedOf(asked, report);
  const { plan, disk } = await planAlone(asked, rooted, program);
  const user = userIn(plan.effective, rooted.root);
  const owner = onHost(user, rooted.ids);
  const delegated = isRoot() ? undefined : delegatedTo(process.geteuid?.() ?? 0, `bulkhead-${manner.id.replaceAll(/[^\w.-]/g, '')}`);
  const made = configured(asked, { rooted, plan, user, terminal: manner.terminal, delegated });
  const shown = requests.map((request) => secretMount(`/dev/shm/bulkhead-run-ID/${fileOf(request)}`, request));
  const config = masked(made.container, made.config(shown));
  const writable = knownValue(plan.effective.root.readonly) === false && rooted.copy !== undefined;
  if (writable && manner.detached)
    throw new Unreadable(
      '-d does not go with --read-only=false here: its copy of the image goes with this program; keep what it writes in a folder (-v)',
    );
  const missing = await leftOff(config, { plan, disk, program, single: rooted.ids.single });
  return {
    ...{ config, plan, lines: [...plan.weakened.lines, ...missing, ...made.lines, ...rooted.lines] },
    async start(tell) {
      const copy = writable ? await rooted.copy?.() : undefined;
      const limited = isRoot() || delegated !== undefined;
      try {
        return await started({ program, manner, requests, user, owner, ids: rooted.ids, made, root: copy?.root, limited }, tell);
      } finally {
        await copy?.remove();
      }
    },
  };
}

interface Ready extends Pick<Rooted, 'ids'> {
  readonly program: Program;
  readonly manner: Manner;
  readonly requests: readonly SecretRequest[];
  /** Inside, and for the host. */
  readonly user: NumberedUser;
  readonly owner: NumberedUser;
  readonly made: Configured;
  /** Of a copy of the root file system, where it has one. */
  readonly root: string | undefined;
  /** It gets control groups of its own. */
  readonly limited: boolean;
}

/** With its secrets in memory, which go when it has ended. */
function started(ready: Ready, tell: (line: string) => void): Promise<number> {
  const { program, manner, requests, user, owner, ids, made, root, limited } = ready;
  return withSecretFolder(async (scratch) => {
    const secrets = await filledSecrets(requests, scratch, isRoot() ? owner : undefined);
    const paths = secrets.files.map(({ path }) => path);
    await givenTo(paths, user, owner, ids);
    const mounts = secrets.files.map(({ path, request }) => secretMount(path, request));
    scratch.put('config.json', Buffer.from(JSON.stringify(made.config(mounts, root))));
    const end = secrets.keep(tell, manner.detached);
    try {
      const { env } = handedOn([], environment(), requests);
      return await startedAs(program, { ...manner, scratch, env, limited }, tell);
    } finally {
      await end();
    }
  });
}

async function withSecretFolder<T>(work: (folder: SecretFolder) => Promise<T>): Promise<T> {
  const folder = secretFolder();
  try {
    return await work(folder);
  } finally {
    folder.remove();
  }
}
