const shapes =
  /\$\{\{?\s*([\w.]{0,100})[^{}]{0,200}\}|\$\(([\w.-]{1,100})\)|\$([A-Za-z_]\w{0,100})|%([A-Z][A-Z0-9_]{0,100})%|@([A-Z][A-Z0-9_]{0,100})@|\{\{|\{%/;

/**
 * The first thing in a text that another program is to replace: ${VAR} and $VAR (envsubst, Flux, OpenShift templates),
 * $(VAR) (kustomize; a reference to another variable), %VAR%, @VAR@, and {{ … }} (Helm, Jinja, Argo). Its name only: a
 * default inside may be a secret. Undefined: there is none.
 */
export function placeholderIn(text: string): string | undefined {
  const match = /[$%@{]/.test(text) ? shapes.exec(text) : null;
  if (match === null) return undefined;
  const [, braces, parentheses, bare, percent, at] = match;
  if (braces !== undefined) return `\${${braces}}`;
  if (parentheses !== undefined) return `$(${parentheses})`;
  if (bare !== undefined) return `$${bare}`;
  if (percent !== undefined) return `%${percent}%`;
  return at === undefined ? '{{ … }}' : `@${at}@`;
}

export const notReplaced = (placeholder: string): string => `${placeholder} is to be filled in before this is applied`;
