import type { Profile } from './profile.ts';
import { shorten } from './rule.ts';
import type { Token } from './tokens.ts';

/** What stands before a `{`: `profile NAME [ATTACHMENT] [flags=(…)]`, `/path`, `hat NAME` or `^NAME`. A sentence: it is none of these. */
export function headerOf(tokens: readonly Token[]): Pick<Profile, 'name' | 'attachment' | 'flags'> | string {
  const names: Token[] = [];
  let flags: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (token.kind === '(') {
      const close = tokens.findIndex(({ kind }, index) => index > at && kind === ')');
      const inside = tokens.slice(at + 1, close < 0 ? undefined : close);
      // "(complain)" without "flags=" is the older way to say it.
      const before = tokens[at - 1]?.text;
      if (before !== 'xattrs=') flags = [...flags, ...inside.filter(({ kind }) => kind === 'word').map(({ text }) => text)];
      at = close < 0 ? tokens.length : close;
    } else if (token.kind === 'word' && (token.quoted || !/^(?:flags=|xattrs=|flags|xattrs|=)$/.test(token.text))) names.push(token);
  }
  const [first, ...others] = names;
  if (first === undefined) return 'a block without a name';
  const isKeyword = !first.quoted && (first.text === 'profile' || first.text === 'hat');
  const [name, attachment, ...more] = isKeyword ? others : names;
  if (name === undefined || more.length > 0) return `"${shorten(names.map(({ text }) => text).join(' '))}" is no head of a profile`;
  const path = attachment?.text ?? (name.text.startsWith('/') ? name.text : undefined);
  // A hat's ^ is no part of its name.
  return { name: name.quoted ? name.text : name.text.replace(/^\^/, ''), ...(path === undefined ? {} : { attachment: path }), flags };
}
