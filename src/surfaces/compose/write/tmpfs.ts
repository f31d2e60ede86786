import type { Edit, Settings } from '../../../model/index.ts';
import { tmpfsRefused, tmpfsText } from '../../../text/docker-syntax/tmpfs-text.ts';
import { guessComment } from '../../../text/guess.ts';
import { parameterRefused } from '../../../text/network-parameter.ts';
import { nodeAt } from '../../../text/yaml/edit/index.ts';
import { addTo, setPath } from './keys.ts';
import { own, type Result, variableIn, type Writing } from './writing.ts';

/** Entries of `tmpfs`, which may be one text as well as a list. */
export function addTmpfs(writing: Writing, to: Settings['mounts.writable']): Result {
  const because = tmpfsRefused(to);
  if (because !== undefined) return because;
  const texts = to.map((place) => tmpfsText(place, writing.container.engine));
  const place = own(writing, 'tmpfs');
  const node = place === undefined ? undefined : nodeAt(place);
  if (place === undefined || node?.kind !== 'scalar' || node.text === '') return marked(addTo(writing, 'tmpfs', texts));
  const { source, start, end } = node;
  return variableIn(place) ?? [{ source, start, end, text: `[${[node.text, ...texts].map((text) => JSON.stringify(text)).join(', ')}]` }];
}

/** Each size is marked on its own line; a list in brackets has no room for that. */
const marked = (result: Result): Result =>
  typeof result === 'string'
    ? result
    : result.map((edit): Edit => ({ ...edit, text: edit.text.replace(/^([ \t]*- .*size=[^\n]*)$/gm, `$1 # ${guessComment}`) }));

/** A list or a mapping, as it is written. */
export function addSysctl(writing: Writing, { name, value }: Settings['linux.sysctl.set']): Result {
  const because = parameterRefused(writing.container);
  if (because !== undefined) return because;
  const place = own(writing, 'sysctls');
  return place !== undefined && nodeAt(place).kind === 'seq'
    ? addTo(writing, 'sysctls', [`${name}=${value}`])
    : setPath(writing.service, ['sysctls', name], Number(value));
}
