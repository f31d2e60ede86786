import { identify } from '../../engines/running/index.ts';
import type { Endpoint } from '../../facts/engines/sockets.ts';
import { type Answer, ask } from '../../host/engine-api.ts';
import { stream } from '../../host/engine-stream.ts';
import type { Patience } from '../../host/patience.ts';
import { inspected } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';
import { toldOrExported } from './exported.ts';
import { type OpenImage, oneImage, toldImage } from './open-image.ts';

/**
 * An image of an engine, over its API. Undefined: it has none of that name. Throws Unreadable; NobodyThere among it. Sources: Docker's API 1.41
 * (ImageInspect, ImageHistory, ImageGet); podman 5.8 pkg/api/server/register_images.go (libpod).
 */
export async function engineImage({ url }: Endpoint, reference: string, patience?: Patience): Promise<OpenImage | undefined> {
  const server = identify(success(await ask(url, '/_ping')).headers);
  const isPodman = server.kind === 'podman';
  const images = `${isPodman ? `/v${server.api}/libpod` : ''}/images`;
  const answer = await ask(url, `${images}/${inPath(reference)}/json`);
  if (answer.status === 404) return undefined;
  const image = json(success(answer));
  const history = isPodman ? undefined : json(success(await ask(url, `${images}/${inPath(reference)}/history`)));
  const said = inspected(image, history);
  if (said === undefined) throw new Unreadable('what it says of the image is not understood');
  const told = toldImage(said);
  // By its id: the name may mean another one by now.
  const path = `${images}/${said.id}/get${isPodman ? '?format=docker-archive' : ''}`;
  return {
    where: `${isPodman ? 'Podman' : 'Docker'} (${url})`,
    images: oneImage(told),
    read: (scanner) => toldOrExported(said.complete ? told : undefined, scanner, () => stream(url, path, refusal, patience)),
  };
}

const inPath = (reference: string): string => reference.split('/').map(encodeURIComponent).join('/');

function success(answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw refusal(answer.status, answer.text);
}

/** Both engines say what is wrong under `message`. */
function refusal(status: number, text: string): Unreadable {
  let why: unknown;
  try {
    why = (JSON.parse(text) as { message?: unknown } | null)?.message;
  } catch {}
  return new Unreadable(`it answers with an error (${status})${typeof why === 'string' ? `: ${oneLine(why).slice(0, 200)}` : ''}`);
}

function json({ text }: Answer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable('what it answers is no JSON');
  }
}
