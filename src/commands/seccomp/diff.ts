import { processTerminal } from '../../host/terminal.ts';
import { type Widening, widenings } from '../../profiles/seccomp/index.ts';
import { renderSections, type Section } from '../../reports/seccomp.ts';
import { type SeccompFlags, settingOf } from './flags.ts';
import { loadProfile, sayProblem } from './load.ts';
import { sayNumber } from './words.ts';

/** `bulkhead seccomp diff A B`. Exit 1 when B lets something through that A does not. */
export async function runDiff(before: string, after: string, flags: SeccompFlags): Promise<number> {
  const terminal = processTerminal(flags.color ? undefined : false);
  const setting = settingOf(flags);
  const a = await loadProfile(before, setting, terminal);
  const b = await loadProfile(after, setting, terminal);
  const ofArchitecture = ({ architecture }: Widening) => flags.arch === undefined || architecture === flags.arch;
  const gained = widenings(b.filter, a.filter).filter(ofArchitecture);
  const lost = widenings(a.filter, b.filter).filter(ofArchitecture);
  if (flags.format === 'json') {
    await terminal.out(
      `${JSON.stringify({ version: 1, setting: setting.words, gained: gained.map(plain), lost: lost.map(plain) }, null, 2)}\n`,
    );
  } else {
    const head = [`${before} → ${after} (${setting.words})`, `${gained.length} more allowed, ${lost.length} fewer`];
    const sections = [...sectionsOf(`Allowed by ${after} alone`, gained), ...sectionsOf(`Allowed by ${before} alone`, lost)];
    await terminal.out(renderSections(head, sections, { color: terminal.color, width: terminal.width }));
  }
  const problems = [...a.problems, ...b.problems];
  for (const problem of problems) terminal.err(`problem  ${sayProblem(problem)}\n`);
  if (problems.length > 0) return 2;
  return gained.length > 0 ? 1 : 0;
}

function sectionsOf(title: string, all: readonly Widening[]): Section[] {
  const architectures = [...new Set(all.map(({ architecture }) => architecture))];
  return architectures.map((architecture) => ({
    title: `${title}, ${architecture}`,
    lines: all
      .filter((widening) => widening.architecture === architecture)
      .map(({ name, ...widening }) => ({ name, words: words(widening) })),
  }));
}

function words({ example, dangerous }: Omit<Widening, 'name'>): string {
  const when = example === undefined ? '' : `for some arguments, such as ${example.map(sayNumber).join(', ')}`;
  return [when, dangerous].filter((part) => part !== undefined && part !== '').join('; ');
}

const plain = ({ example, ...rest }: Widening) => ({ ...rest, example: example?.map((value) => `0x${value.toString(16)}`) });
