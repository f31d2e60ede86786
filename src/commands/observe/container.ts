import { processDoor } from '../../host/process-door.ts';
import { type Container, type ProcessDoor, Unreadable } from '../../model/index.ts';
import { observe } from '../../observe/index.ts';
import { mainProcess } from './pid.ts';

/** The observed view of a container that an engine has; `because`: why there is none. `inspect`: JSON, as the engine gave it. */
export type Seen = { readonly container: Container } | { readonly because: string };

export async function observeContainer(inspect: string, name: string, door: ProcessDoor = processDoor): Promise<Seen> {
  try {
    const main = mainProcess(inspect);
    if (main === undefined) return { because: 'it does not run' };
    if (!belongs(door, main.pid, main.id))
      return {
        because: `process ${main.pid} of this machine is not the container's: the engine runs on another machine, or bulkhead in a container without the host's processes`,
      };
    return { container: await observe(door, main.pid, name) };
  } catch (error) {
    if (error instanceof Unreadable) return { because: error.message };
    throw error;
  }
}

/** The id of a container is in the name of its control group, and in the paths of the files that the engine mounts into it. */
const belongs = (door: ProcessDoor, pid: number, id: string): boolean =>
  ['cgroup', 'mountinfo'].some((file) => {
    const read = door.read(`/proc/${pid}/${file}`);
    return 'text' in read && read.text.includes(id);
  });
