import { hostControls } from '../../controls/host-index.ts';
import { imageControls } from '../../controls/image-index.ts';
import { controls } from '../../controls/index.ts';
import { drift } from '../../drift/control.ts';
import { processTerminal } from '../../host/terminal.ts';
import { Unreadable } from '../../model/index.ts';
import {
  aloneExplanation,
  type Explanation,
  explain,
  explainIndex,
  explanationOf,
  hostExplanation,
  imageExplanation,
  type Way,
} from '../../reports/explain/index.ts';
import { acceptedRisk } from '../../risks/control.ts';
import { surfaces } from '../../surfaces/index.ts';
import { aboutOf } from './about.ts';
import { meant } from './near.ts';
import { hostProof, imageProof, proofOf } from './proof.ts';

/** What is only read says nothing that these do not say: a container is started anew by a command, an image built by a Containerfile. */
const declaring = surfaces.filter(({ id }) => id !== 'inspect' && id !== 'image');

/** `bulkhead explain`: one control in full, or the list of all. */
export async function runExplain(id: string | undefined, flags: { readonly color: boolean }): Promise<number> {
  const terminal = processTerminal(flags.color ? undefined : false);
  const options = { color: terminal.color, width: terminal.width };
  const text =
    id === undefined
      ? explainIndex([...controls, ...imageControls, ...hostControls], options)
      : explain(await explanation(id, new Date()), options);
  await terminal.out(text);
  return 0;
}

async function explanation(id: string, now: Date): Promise<Explanation> {
  const alone = [acceptedRisk, drift].find((one) => one.id === id);
  if (alone !== undefined) return aloneExplanation(alone);
  const onHost = hostControls.find((one) => one.id === id);
  if (onHost !== undefined) return hostExplanation(onHost, aboutOf(id, hostProof, now));
  const onImage = imageControls.find((one) => one.id === id);
  if (onImage !== undefined) return imageExplanation(onImage, aboutOf(id, imageProof, now));
  const control = controls.find((one) => one.id === id);
  if (control !== undefined) return explanationOf(control, await ways(), aboutOf(id, proofOf(id), now));
  const known = [...controls, ...imageControls, ...hostControls, acceptedRisk, drift].map((one) => one.id);
  throw new Unreadable(`there is no control named ${id}${meant(id, known)}; bulkhead explain lists them all`);
}

const ways = (): Promise<readonly Way[]> =>
  Promise.all(declaring.map(async ({ id: surface, title, load }): Promise<Way> => ({ surface, title, phrases: (await load()).phrases })));
