export interface Directive {
  readonly name: 'syntax' | 'escape' | 'check';
  readonly value: string;
}

const form = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/;

/**
 * A parser directive (`# escape=...`) out of one line, its leading space gone; undefined when the line is none.
 * They stand above everything else in the file (moby/buildkit 73ed6825, frontend/dockerfile/parser/directives.go).
 */
export function directiveOf(line: string): Directive | undefined {
  if (!line.startsWith('#') || line.length > 1_000) return undefined;
  const match = form.exec(line);
  const name = match?.[1]?.toLowerCase();
  if (name !== 'syntax' && name !== 'escape' && name !== 'check') return undefined;
  return { name, value: (match?.[2] ?? '').trimEnd() };
}
