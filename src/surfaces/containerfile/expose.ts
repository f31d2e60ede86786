export interface ExposedPort {
  /** "80" or "8000-8010". */
  readonly port: string;
  /** As written, lower case; absent: none was. */
  readonly protocol?: string;
}

const port = /^\d{1,5}$/;

/**
 * One word of EXPOSE: port, range, and protocol. An address or host port in front is taken and means nothing
 * (moby/buildkit 73ed6825, dockerfile2llb/convert_expose.go). Undefined: the builder refuses it.
 */
export function exposedPort(word: string): ExposedPort | undefined {
  const [ports = '', protocol, ...more] = word.slice(word.lastIndexOf(':') + 1).split('/');
  if (more.length > 0 || !isRange(ports)) return undefined;
  const lower = protocol?.toLowerCase();
  if (lower === undefined || lower === '') return { port: ports };
  return lower === 'tcp' || lower === 'udp' || lower === 'sctp' ? { port: ports, protocol: lower } : undefined;
}

function isRange(ports: string): boolean {
  const [first = '', last = first, ...more] = ports.split('-');
  if (more.length > 0 || !port.test(first) || !port.test(last)) return false;
  return Number(first) <= Number(last) && Number(last) <= 65_535;
}
