import { fileURLToPath } from 'node:url';
import { readNamed } from './read.ts';

/** The text of a file that was built beside the running bundle. Throws Unreadable where the installation lacks it. */
export const readOwnFile = (name: string): string => readNamed(fileURLToPath(new URL(`./${name}`, import.meta.url)));
