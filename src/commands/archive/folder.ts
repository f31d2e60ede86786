import { lookAt, readBytes } from '../../host/read.ts';
import { longestBlob, shown } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import type { Blobs } from './blobs.ts';

/** The same for a layout in a folder: each text is read when it is asked for. */
export function folderBlobs(folder: string): Blobs {
  return {
    warnings: [],
    read(name) {
      if (name.startsWith('/') || name.split('/').includes('..'))
        throw new Unreadable(`${shown(name)} points out of the folder; it was not followed`);
      try {
        const file = `${folder}/${name}`;
        const stats = lookAt(file);
        if (stats === undefined) return undefined;
        if (!stats.isFile()) throw new Unreadable('it is not a regular file');
        if (stats.size > longestBlob)
          throw new Unreadable(`it is too long: ${Math.ceil(stats.size / 1048576)} MiB, the limit is ${longestBlob / 1048576} MiB`);
        return readBytes(file);
      } catch (error) {
        throw error instanceof Unreadable ? new Unreadable(`${shown(name)}: ${error.message}`) : error;
      }
    },
  };
}
