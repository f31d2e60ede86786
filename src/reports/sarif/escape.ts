/** A message may hold links, `[text](target)`, and placeholders, `{0}` (sections 3.11.5 and 3.11.6): ours has neither. */
export const escapeMessage = (text: string): string => text.replaceAll('](', '\\](').replace(/\{(\d+)\}/g, '{{$1}}');
