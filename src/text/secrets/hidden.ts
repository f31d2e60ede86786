import type { Range } from './ranges.ts';

/** Words that settings take; hiding them would hide what a finding is about. */
const harmless =
  /^(?:true|false|yes|no|on|off|null|~|[|>][-+0-9]{0,2}|none|host|private|default|unconfined|(?:runtime|docker)\/default)?$/i;

/** A reference tells nothing: `$NAME`, `${NAME}`, Kubernetes' `$(NAME)`, a template's `{{ … }}`, the reading of a mounted secret. */
const reference = /^(?:\$[A-Z_][A-Z0-9_]*|\$\{[A-Za-z_][\w.]*\}|\$\([A-Za-z_]\w*\)|\$\(cat \/run\/secrets\/[\w.-]+\)|\$?\{\{[^{}"']*\}\})$/;

const withDefault = /^\$\{[A-Za-z_]\w*:?[-+?=]/;

/** What of a secret's value must be hidden: nothing of a reference, of a default only itself. */
export function hiddenPart(line: string, [start, end]: Range, isPlace = false): Range[] {
  const value = line.slice(start, end);
  if (harmless.test(value) || reference.test(value)) return [];
  if (isPlace && /^(?:[./~]|\$\{?[A-Z_]+\}?\/|[A-Za-z]:\\)/.test(value)) return [];
  const opening = withDefault.exec(value);
  if (opening !== null && value.indexOf('}') === value.length - 1) return [[start + opening[0].length, end - 1]];
  return [[start, end]];
}
