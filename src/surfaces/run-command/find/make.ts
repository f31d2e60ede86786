import type { CommandLine } from '../argument.ts';
import { MakeVariables } from './make-variables.ts';
import { shellLines } from './shell.ts';

/** A logical line of a makefile: its pieces are joined by backslashes at the ends of lines. */
interface LogicalLine {
  readonly start: number;
  readonly end: number;
  readonly recipe: boolean;
}

/**
 * Every docker or podman command in the recipes of a makefile, as make hands them to the shell: variables filled in,
 * `$$` made `$`. Variables that are set on make's command line, in an included file or more than once stay unknown.
 * Source: GNU make manual 4.4, "Writing Recipes" and "How to Use Variables".
 */
export function makeLines(text: string, home: string | undefined): CommandLine[] {
  const logical = [...logicalLines(text)];
  const variables = new MakeVariables(text, home);
  for (const line of logical) if (!line.recipe) variables.define(line.start, line.end);
  const found: CommandLine[] = [];
  for (const line of logical) {
    const from = line.recipe ? behindMarks(text, line.start, line.end) : inlineRecipe(text, line.start, line.end);
    if (from === undefined || !/docker|podman|[$][({]/i.test(text.slice(from, line.end))) continue;
    const expanded = variables.expand(from, line.end);
    for (const command of shellLines({ text: expanded.text, locate: expanded.locate }, home)) found.push(command);
  }
  return found.concat(variables.shellCalls.flatMap((call) => shellLines(call, home)));
}

function* logicalLines(text: string): Generator<LogicalLine> {
  let at = 0;
  while (at < text.length) {
    const start = at;
    let end = lineEnd(text, at);
    while (end < text.length && continued(text, start, end)) end = lineEnd(text, end + 1);
    at = end + 1;
    yield { start, end, recipe: text[start] === '\t' };
  }
}

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};

/** An odd number of backslashes at the end of the line. */
function continued(text: string, start: number, end: number): boolean {
  let at = text[end - 1] === '\r' ? end - 1 : end;
  let count = 0;
  while (at > start && text[at - 1] === '\\') {
    at--;
    count++;
  }
  return count % 2 === 1;
}

/** The tab and the marks @ - + that make itself takes. */
function behindMarks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && '\t @-+'.includes(text[at] as string)) at++;
  return at;
}

/** `target: prerequisites ; command` */
function inlineRecipe(text: string, start: number, end: number): number | undefined {
  const line = text.slice(start, end);
  const semicolon = line.indexOf(';');
  if (semicolon < 0) return undefined;
  const colon = line.indexOf(':');
  const before = line.slice(0, semicolon);
  return colon >= 0 && colon < semicolon && !before.includes('=') && !before.includes('#')
    ? behindMarks(text, start + semicolon + 1, end)
    : undefined;
}
