import type { Namespace } from '../../../model/index.ts';
import { drop, givenAs, setLast } from './options.ts';
import type { Result, Write, Writing } from './writing.ts';

/** A namespace of its own is what the absence of the option means. */
export const setNamespace =
  (...names: readonly string[]): Write<Namespace> =>
  (writing, to) => {
    if (to.mode === 'private') return drop(writing, givenAs(writing, ...names), `--${names[0]}`);
    return setLast(writing, names, to.mode === 'shared' ? (to.with ?? '') : to.mode);
  };

/** Docker: the daemon of the host may be set to mean its own by default. */
export const setCgroup = (writing: Writing, to: Namespace): Result => setLast(writing, ['cgroupns'], to.mode);

export function setUsers(writing: Writing, to: Namespace): Result {
  if (to.mode !== 'private') return setLast(writing, ['userns'], to.mode);
  return writing.invocation.engine === 'podman'
    ? setLast(writing, ['userns'], 'auto')
    : drop(writing, givenAs(writing, 'userns'), '--userns');
}

export function joinNetwork(writing: Writing, to: string): Result {
  const { engine } = writing.invocation;
  if (to === 'NAME') return `which network it belongs to is not known here: ${engine} network create NAME, and --network NAME`;
  writing.notes.add(`Create the network first: ${engine} network create ${to}`);
  return setLast(writing, ['network', 'net'], to);
}
