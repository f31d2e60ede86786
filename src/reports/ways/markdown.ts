import type { Report, Step } from '../../model/index.ts';
import { code, escaped } from '../markdown.ts';
import { lineOf, placeText } from '../text/place.ts';
import { count, list } from '../text/words.ts';
import { type Atlas, atlasOf } from './atlas.ts';
import { cutOf, sayChange, toCloseOf } from './closing.ts';
import { type Group, groupsOf } from './groups.ts';
import { livingWith } from './lived-with.ts';
import { groundText, reachText } from './words.ts';

/** A comment on GitHub or GitLab holds 65,536 characters. */
const longest = 60_000;

/** `bulkhead paths` for a comment or a wiki: what closes the ways to the host, then each of them step by step. Ends with a line break. */
export function pathsMarkdown(report: Report): string {
  const problems = report.problems.map((problem) => `- ${code(placeText(problem))} ${escaped(problem.message)}`);
  const parts = [
    ...(report.ways === undefined ? ['### ✅ Bulkhead: no way out of these containers is known\n'] : ofWays(atlasOf(report.ways), report)),
    problems.length === 0 ? '' : `#### Not read or not judged\n\n${problems.join('\n')}\n`,
  ].filter((part) => part !== '');
  let text = '';
  for (const part of parts) {
    if (text.length + part.length > longest) return `${text}\n… shortened: the whole is in --format json.\n`;
    text += text === '' ? part : `\n${part}`;
  }
  return text;
}

function ofWays(atlas: Atlas, report: Report): string[] {
  const toClose = toCloseOf(atlas, livingWith(report));
  const { open } = toClose;
  const cut = cutOf(toClose).map(({ change }, index) => `${index + 1}. ${escaped(sayChange(change, atlas))}`);
  return [
    `### ${open.length === 0 ? '✅' : '❌'} Bulkhead: ${open.length === 0 ? 'no way' : count(open.length, 'way')} to the host\n`,
    cut.length === 0 ? '' : `#### What closes them\n\n${cut.join('\n')}\n`,
    ...groupsOf(open, atlas).map((group) => ofGroup(group, atlas)),
  ];
}

function ofGroup({ containers, ways }: Group, atlas: Atlas): string {
  const names = list([...new Set(containers.map((id) => `**${escaped(atlas.nameOf(id))}**`))], 3);
  const said = ways.map(({ goal, way, steps }) => {
    return `- ${escaped(reachText({ goal, way }))}\n${steps.map((step) => `  1. ${stepText(step)}`).join('\n')}`;
  });
  const container = atlas.containerOf(containers[0] ?? '');
  return `#### ${names}${container === undefined ? '' : ` (${code(lineOf(container))})`}\n\n${said.join('\n')}\n`;
}

const stepText = ({ what, certainty, grounds }: Step): string =>
  `${certainty === 'perhaps' ? 'perhaps ' : ''}${escaped(what)}${grounds.length === 0 ? '' : `: ${escaped(list(grounds.map(groundText)))}`}`;
