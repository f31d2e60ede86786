/**
 * The first thing in a text that another program is to replace: ${VAR} and $VAR (envsubst, Flux, OpenShift templates),
 * $(VAR) (a Kubernetes reference, kustomize vars), %VAR%, @VAR@ and {{ … }} (Helm, Jinja, Argo). Undefined: there is none.
 */
export function placeholderIn(text: string): string | undefined {
  if (!/[$%@{]/.test(text)) return undefined;
  return /\$\{[^{}]{0,200}\}|\$\{\{[^{}]{0,200}\}\}|\$\([^()]{0,200}\)|\$[A-Za-z_]\w{0,100}|%[A-Z][A-Z0-9_]{0,100}%|@[A-Z][A-Z0-9_]{0,100}@|\{\{.{0,200}?\}\}|\{\{/.exec(
    text,
  )?.[0];
}

export const notReplaced = (placeholder: string): string => `${placeholder} is to be filled in before this is applied`;
