import { dockerEngine, identify, podmanEngine, type RunningEngine } from '../../engines/running/index.ts';
import type { Endpoint } from '../../facts/engines/sockets.ts';
import { type Answer, ask } from '../../host/engine-api.ts';
import { Unreadable } from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';

/** A container as its engine describes it. */
export interface Found {
  /** JSON, as the engine gave it. */
  readonly text: string;
  readonly engine: RunningEngine;
  /** Where it was found: "unix:///var/run/docker.sock", "podman inspect". */
  readonly where: string;
}

/** Undefined: the engine has no such container. Throws Unreadable; NobodyThere among it. */
export async function lookUp({ url }: Endpoint, name: string): Promise<Found | undefined> {
  const server = identify(okay(await ask(url, '/_ping')).headers);
  const base = server.kind === 'podman' ? `/v${server.api}/libpod` : '';
  const answer = await ask(url, `${base}/containers/${encodeURIComponent(name)}/json`);
  if (answer.status === 404) return undefined;
  const text = okay(answer).text;
  const info = json(okay(await ask(url, `${base}/info`)).text);
  return { text, engine: server.kind === 'podman' ? podmanEngine(info) : dockerEngine(info), where: url };
}

/** Both engines say what is wrong under `message`. */
function okay(answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  let why: unknown;
  try {
    why = (JSON.parse(answer.text) as { message?: unknown } | null)?.message;
  } catch {}
  throw new Unreadable(`it answers with an error (${answer.status})${typeof why === 'string' ? `: ${oneLine(why).slice(0, 200)}` : ''}`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable('what it answers is no JSON');
  }
}
