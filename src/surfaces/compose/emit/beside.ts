import type { Beside, Container } from '../../../model/index.ts';
import type { Json } from './json.ts';

/** What no measure is about, under the keys of a service. */
export function besideOf(beside: readonly Beside[], services: readonly Container[]): Record<string, Json | undefined> {
  const all = (meaning: Beside['meaning']): string[] =>
    beside.flatMap((one) => (one.meaning === meaning && one.value !== undefined ? [double(one.value)] : []));
  const [restart, init, signal, timeout, terminal, input] = (
    ['restart', 'init', 'stop-signal', 'stop-timeout', 'terminal', 'input'] as const
  ).map((meaning) => all(meaning).at(-1));
  const filled = (list: string[]): Json | undefined => (list.length === 0 ? undefined : list);
  return {
    depends_on: dependencies(beside, services),
    restart,
    init: init === undefined ? undefined : true,
    labels: labelsOf(all('label')),
    stop_signal: signal,
    stop_grace_period: timeout === undefined ? undefined : `${timeout}s`,
    extra_hosts: filled(all('extra-host')),
    dns: filled(all('dns')),
    tty: terminal === undefined ? undefined : true,
    stdin_open: input === undefined ? undefined : true,
  };
}

/** An init container must have ended before. What is not in this file cannot be waited for. */
function dependencies(beside: readonly Beside[], services: readonly Container[]): Json | undefined {
  const roles = new Map(services.map(({ name, role }) => [name, role]));
  const known = beside.flatMap(({ meaning, value, condition }) => {
    if (meaning !== 'depends-on' || value === undefined || !roles.has(value)) return [];
    return [[value, condition ?? (roles.get(value) === 'init' ? 'service_completed_successfully' : 'service_started')] as const];
  });
  if (known.length === 0) return undefined;
  if (known.every(([, condition]) => condition === 'service_started')) return [...new Set(known.map(([name]) => name))];
  return Object.fromEntries(known.map(([name, condition]) => [name, { condition }]));
}

const double = (text: string): string => text.replaceAll('$', '$$$$');

function labelsOf(labels: readonly string[]): Json | undefined {
  if (labels.length === 0) return undefined;
  return Object.fromEntries(
    labels.map((label) => {
      const equals = label.indexOf('=');
      return equals < 0 ? [label, ''] : [label.slice(0, equals), label.slice(equals + 1)];
    }),
  );
}
