import type { Page } from '../text/page.ts';

/** A part of the page with its title; nothing where it has no lines. */
export const section = (title: string, lines: readonly string[], { style }: Page): string[] =>
  lines.length === 0 ? [] : ['', style.bold(title), ...lines];
