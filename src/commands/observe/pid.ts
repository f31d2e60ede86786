import { Unreadable } from '../../model/index.ts';

/** What an engine's inspect says of the first process of a container. Undefined: it does not run. Throws Unreadable. */
export function mainProcess(inspect: string): { readonly pid: number; readonly id: string } | undefined {
  const { State, Id } = (JSON.parse(inspect) ?? {}) as { readonly State?: { readonly Pid?: unknown } | null; readonly Id?: unknown };
  const pid = State?.Pid;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (typeof Id !== 'string' || !/^[0-9a-f]{12,64}$/.test(Id)) throw new Unreadable('the engine does not say its id');
  return { pid, id: Id };
}
