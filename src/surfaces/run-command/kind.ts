/** How a text holds its commands. */
export type TextKind = 'shell' | 'make' | 'systemd';

/** Texts that are no files: what the caller typed, or sent through a pipe. */
const typed = new Set(['-', 'standard input', 'command line']);

const start = /^\s*(?:\$ )?(?:(?:sudo|exec|env|time|nohup|command|\w+=\S*)\s[^\n]{0,200}?)?(?:[\w./-]*\/)?(?:docker|podman)\s/;
const anyLine = /^[ \t]*(?:sudo[ \t]+)?(?:docker|podman)[ \t]+(?:container[ \t]+)?(?:run|create)[ \t]/m;
const shebang = /^#![^\n]*\b(?:ba|da|z|k|a)?sh\b/;

/** Undefined: a text that is not ours. `name` is the base name of the file. */
export function kindOf(name: string, text: string): TextKind | undefined {
  if (!text.includes('docker') && !text.includes('podman')) return undefined;
  if (typed.has(name)) return shebang.test(text) || start.test(text.slice(0, 1_000)) || anyLine.test(text) ? 'shell' : undefined;
  if (/^(?:GNU)?[Mm]akefile(?:\..+)?$|\.mk$/.test(name)) return 'make';
  if (name.endsWith('.service')) return 'systemd';
  if (/\.(?:sh|bash|zsh|ksh|dash)$/.test(name)) return 'shell';
  if (!/^[^.]+$|\.txt$/.test(name)) return undefined;
  return (text.startsWith('#!') && shebang.test(text)) || start.test(text.slice(0, 1_000)) ? 'shell' : undefined;
}
