import { Unreadable } from '../../../model/index.ts';
import { engineImage } from '../../images/engine.ts';
import { podmanImage } from '../../images/podman-program.ts';
import type { ImageSource } from '../../images/reading.ts';
import { findContainer } from '../../live/find.ts';
import type { Target } from '../../targets.ts';
import type { Saying } from '../saying.ts';
import { watched } from './watched.ts';

/** The image of a container, from the engine that has both. What the container itself wrote is not part of it. */
export const containerSource = ({ name, engine }: Extract<Target, { kind: 'live' }>, { tell, progress }: Saying): ImageSource => ({
  file: `${engine ?? 'container'}:${name}`,
  async read(scanner) {
    const { text, engine: running, where } = await findContainer(name, engine);
    const id = idIn(text);
    const { kind } = running;
    const image = where.startsWith('/') ? await podmanImage(id) : await engineImage({ engine: kind, url: where }, id);
    if (image === undefined || image === 'not there') throw new Unreadable('its image was removed since it was made');
    tell(`${engine ?? 'container'}:${name} is of an image that comes from ${image.where}`);
    return watched(scanner, `${engine ?? 'container'}:${name}`, progress, image.read);
  },
});

/** Both engines say it alike: the id of the image. */
function idIn(text: string): string {
  const said = /^(?:sha256:)?([0-9a-f]{64})$/.exec(String((JSON.parse(text) as { Image?: unknown } | null)?.Image));
  if (said?.[1] === undefined) throw new Unreadable('its engine does not say of which image it is');
  return said[1];
}
