import type { Loose } from '../text/json/loose.ts';
import { historyOf, instructionOf } from './history.ts';

/**
 * How many of the lowest layers are surely of the image that this one was built from, by its history and by the other images that lie beside it. 0: that
 * cannot be told.
 */
export function baseLayers(config: Loose, diffIds: readonly unknown[], others: readonly (readonly unknown[])[]): number {
  return Math.max(distributionLayers(config), ...others.map((other) => sharedWith(other, diffIds)));
}

/** All layers of another image are the lowest of this one. */
const sharedWith = (other: readonly unknown[], diffIds: readonly unknown[]): number =>
  other.length > 0 && other.length < diffIds.length && other.every((id, at) => id === diffIds[at]) ? other.length : 0;

/**
 * The official images of distributions are one ADD of a root file system (or one step of debuerreotype) and the shell as command. A command that early, with more
 * steps above, is no Containerfile's own. Source: github.com/docker-library/official-images, images debian, ubuntu, alpine, fedora.
 */
function distributionLayers(config: Loose): number {
  const history = historyOf(config);
  const [first, ...rest] = history;
  if (first === undefined || first.empty || !/^ADD .*\/\s*$|^# debian\.sh |rootfs/.test(instructionOf(first.text))) return 0;
  const command = rest.findIndex(({ text }) => /^CMD \[?"?(?:\/bin\/)?(?:ba|z|da)?sh\b/.test(instructionOf(text)));
  if (command < 0 || rest.slice(0, command).some(({ empty }) => !empty)) return 0;
  return rest.slice(command + 1).some(({ empty }) => !empty) ? 1 : 0;
}
