import { type Interface, interfacesIn, outside, type Route, type Space } from '../../../proof/network/index.ts';
import type { Namespace } from './namespace.ts';
import { tablesOf } from './tables.ts';

export async function interfacesOf(namespace: Namespace): Promise<readonly Interface[] | undefined> {
  const listed = await namespace.run('ip', '-json', '-details', 'address');
  return listed?.kind === 'done' ? interfacesIn(listed.stdout) : undefined;
}

/** What the kernel of the container itself knows of its network. Undefined: it could not be entered, or there is no program ip. */
export async function ownSpace(namespace: Namespace, listed: ReturnType<typeof interfacesOf>): Promise<Space | undefined> {
  const [interfaces, tables, four, six] = await Promise.all([listed, tablesOf(namespace), routeOf(namespace, 4), routeOf(namespace, 6)]);
  return interfaces === undefined ? undefined : { interfaces, ...tables, routes: { 4: four, 6: six } };
}

/** What the kernel would do with a packet to the outside: nothing is sent. `words`: "from ADDRESS iif NAME" for one that comes in. */
export async function routeOf(namespace: Namespace, family: 4 | 6, ...words: readonly string[]): Promise<Route | undefined> {
  const result = await namespace.run('ip', '-json', `-${family}`, 'route', 'get', outside[family], ...words);
  if (result?.kind === 'failed') return because(result.stderr);
  return result?.kind === 'done' ? routeIn(result.stdout) : undefined;
}

/** By the errors of the kernel. Source: Linux 6.12 net/ipv4/fib_semantics.c fib_props. */
function because(said: string): Route | undefined {
  if (/Network is unreachable/i.test(said)) return { because: 'there is no route out' };
  if (/No route to host/i.test(said)) return { because: 'its route out is said to be unreachable' };
  if (/Permission denied/i.test(said)) return { because: 'its route out is prohibited' };
  if (/Invalid argument/i.test(said)) return { because: 'its route out is a black hole' };
  return /cross-device/i.test(said) ? { because: 'its address is not expected from there (rp_filter)' } : undefined;
}

/** A route of IPv6 that leads nowhere is listed as one. */
function routeIn(json: string): Route | undefined {
  try {
    const [route] = JSON.parse(json) as readonly { readonly dev?: unknown; readonly type?: unknown }[];
    if (typeof route?.type === 'string' && ['unreachable', 'blackhole', 'prohibit'].includes(route.type))
      return { because: `its route out is said to be ${route.type}` };
    return typeof route?.dev === 'string' ? { by: route.dev } : undefined;
  } catch {
    return undefined;
  }
}
