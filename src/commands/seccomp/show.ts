import { type Architecture, dangerousSyscalls } from '../../facts/syscalls/index.ts';
import { processTerminal } from '../../host/terminal.ts';
import { type SyscallStanding, sayAction, standings } from '../../profiles/seccomp/index.ts';
import { type Line, renderSections, type Section } from '../../reports/seccomp.ts';
import { placeOf } from '../../text/lines.ts';
import { type SeccompFlags, settingOf } from './flags.ts';
import { type LoadedProfile, loadProfile, sayProblem } from './load.ts';
import { sayConditions } from './words.ts';

/** `bulkhead seccomp show`: what a profile allows, denies, and makes depend on arguments. Exit 2 when something was not understood. */
export async function runShow(file: string, flags: SeccompFlags): Promise<number> {
  const terminal = processTerminal(flags.color ? undefined : false);
  const setting = settingOf(flags);
  const loaded = await loadProfile(file, setting, terminal);
  const architectures = [...loaded.filter.architectures.keys()].map((architecture) => ({
    architecture,
    syscalls: standings(loaded.filter, architecture),
  }));
  const chosen = architectures.filter(({ architecture }) => flags.arch === undefined || architecture === flags.arch);
  if (flags.format === 'json') await terminal.out(`${JSON.stringify(asJson(loaded, setting.words, chosen), null, 2)}\n`);
  else {
    const head = [`${file} (${setting.words})`, '', ...headLines(loaded, chosen)];
    const sections = chosen.flatMap(({ architecture, syscalls }) => sectionsOf(loaded, architecture, syscalls, chosen.length > 1));
    await terminal.out(renderSections(head, sections, { color: terminal.color, width: terminal.width }));
  }
  for (const problem of loaded.problems) terminal.err(`problem  ${sayProblem(problem)}\n`);
  return loaded.problems.length > 0 ? 2 : 0;
}

type Chosen = readonly { readonly architecture: Architecture; readonly syscalls: readonly SyscallStanding[] }[];

const count = (syscalls: readonly SyscallStanding[]) => ({
  allowed: syscalls.filter(({ standing }) => standing === 'allowed').length,
  denied: syscalls.filter(({ standing }) => standing === 'denied').length,
  depends: syscalls.filter(({ standing }) => standing === 'depends').length,
});

function headLines({ filter }: LoadedProfile, chosen: Chosen): string[] {
  return [
    `default: ${sayAction(filter.defaultValue)}`,
    ...chosen.map(({ architecture, syscalls }) => {
      const { allowed, denied, depends } = count(syscalls);
      const last = filter.architectures.get(architecture)?.last;
      const above = last === undefined ? '' : `; ENOSYS above ${last & 0xfffffff}`;
      return `${architecture}: ${allowed} allowed, ${denied} denied, ${depends} by argument${above}`;
    }),
    ...(chosen.length === 0 ? ['the profile does not cover this architecture: its calls kill the thread'] : []),
  ];
}

function sectionsOf(loaded: LoadedProfile, architecture: Architecture, syscalls: readonly SyscallStanding[], several: boolean): Section[] {
  const on = several ? ` on ${architecture}` : '';
  const allowed = new Map(syscalls.filter(({ standing }) => standing === 'allowed').map((syscall) => [syscall.name, syscall]));
  const dangerous = [...dangerousSyscalls].filter(([name]) => allowed.has(name));
  return [
    { title: `Dangerous, and allowed${on}`, lines: dangerous.map(([name, words]) => ({ name, words })) },
    {
      title: `By argument${on}`,
      lines: syscalls.filter(({ standing }) => standing === 'depends').map((syscall) => byArgument(loaded, syscall)),
    },
    {
      title: `Written down wrongly by libseccomp${on}`,
      lines: syscalls
        .filter(({ mistaken }) => mistaken)
        .map(({ name }) => ({ name, words: 'the loaded filter answers some calls otherwise than the rules say' })),
    },
  ];
}

function byArgument({ resolved, file }: LoadedProfile, { name }: SyscallStanding): Line {
  const rules = resolved.rules.filter((rule) => rule.name === name);
  const words = rules.map(({ action, conditions, origin }) => {
    const when = conditions.length === 0 ? 'always' : `when ${sayConditions(conditions)}`;
    return `${action} ${when} (${file}:${placeOf(origin).line})`;
  });
  return { name, words: words.join('; ') };
}

const asJson = ({ filter, problems }: LoadedProfile, setting: string, chosen: Chosen) => ({
  version: 1,
  setting,
  defaultAction: sayAction(filter.defaultValue),
  architectures: chosen.map(({ architecture, syscalls }) => ({
    architecture,
    last: filter.architectures.get(architecture)?.last,
    counts: count(syscalls),
    syscalls: syscalls.map(({ name, number, standing, dangerous, mistaken }) => ({ name, number, standing, dangerous, mistaken })),
  })),
  problems,
});
