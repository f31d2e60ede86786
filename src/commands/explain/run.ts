import { hostControls } from '../../controls/host-index.ts';
import { controls } from '../../controls/index.ts';
import { drift } from '../../drift/control.ts';
import { processTerminal } from '../../host/terminal.ts';
import { Unreadable } from '../../model/index.ts';
import { explain, explainHost, explainIndex, type Way } from '../../reports/explain.ts';
import { acceptedRisk } from '../../risks/control.ts';
import { surfaces } from '../../surfaces/index.ts';

/** What is only read says nothing that these do not say: a container is started anew by a command, an image built by a Containerfile. */
const declaring = surfaces.filter(({ id }) => id !== 'inspect' && id !== 'image');

/** `bulkhead explain`: one control in full, or the list of all. */
export async function runExplain(id: string | undefined, flags: { readonly color: boolean }): Promise<number> {
  const terminal = processTerminal(flags.color ? undefined : false);
  const options = { color: terminal.color, width: terminal.width };
  if (id === undefined) {
    await terminal.out(explainIndex([...controls, ...hostControls], options));
    return 0;
  }
  const apart = [acceptedRisk, drift].find((one) => one.id === id);
  if (apart !== undefined) {
    await terminal.out(explain(apart, [], options));
    return 0;
  }
  const onHost = hostControls.find((candidate) => candidate.id === id);
  if (onHost !== undefined) {
    await terminal.out(explainHost(onHost, options));
    return 0;
  }
  const control = controls.find((candidate) => candidate.id === id);
  if (control === undefined) throw new Unreadable(`there is no control named ${id}${nearest(id)}; bulkhead explain lists them all`);
  const ways = await Promise.all(
    declaring.map(async ({ id: surface, title, load }): Promise<Way> => ({ surface, title, phrases: (await load()).phrases })),
  );
  await terminal.out(explain(control, ways, options));
  return 0;
}

/** The controls that share a word with what was typed. */
function nearest(id: string): string {
  const words = id.toLowerCase().split(/[^a-z]+/);
  const close = [...controls, ...hostControls].filter((control) => words.some((word) => word.length > 2 && control.id.includes(word)));
  return close.length === 0 ? '' : `; did you mean ${close.map((control) => control.id).join(', ')}?`;
}
