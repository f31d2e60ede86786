import { internalServiceIn } from '../../facts/internal-ports.ts';
import { isKnown, isUnknown, type Port, type Severity } from '../../model/index.ts';
import { anyKey } from '../differences.ts';
import { type Aspect, type Trait, unknownTrait } from '../trait.ts';

/** Published ports by their number on the host: on the loopback address (1), on one address (2), on every one (3). */
export const port: Aspect = {
  kind: 'port',
  absent: { width: 0, said: 'not published' },
  subject: (key) => `port ${key}`,
  traits: ({ ports }) => ports.filter(({ published }) => published).flatMap(traitsOf),
};

function traitsOf({ containerPort, hostPort, hostIp, protocol, origin }: Port): Trait[] {
  const number = hostPort ?? containerPort;
  if (isUnknown(number)) return [unknownTrait(anyKey(number.because), { because: number.because, origin }, 'low')];
  const kind = isKnown(protocol) && protocol.value !== 'tcp' ? `/${protocol.value}` : '';
  const inside = isKnown(containerPort) ? containerPort.value : '?';
  const key = hostPort === undefined ? `${inside}${kind} (any port of the host)` : `${number.value}${kind}`;
  if (isUnknown(hostIp)) return [unknownTrait(key, { because: hostIp.because, origin }, 'low')];
  const width = widthOf(isKnown(hostIp) ? hostIp.value : '');
  const where = width === 3 ? 'on every address' : width === 1 ? 'on the loopback address' : `on ${isKnown(hostIp) ? hostIp.value : ''}`;
  const service = serviceAt(inside);
  return [
    {
      key,
      width,
      value: `${where} ${inside}`,
      said: `published ${where}${inside === number.value ? '' : ` for ${inside}`}`,
      name: `port ${key} ${where}`,
      ...(service === undefined ? {} : { gives: `others reach ${service.name}` }),
      severity: severityOf(width, service?.gives),
      origin,
      ...(hostIp?.state === 'written' ? { field: hostIp } : {}),
    },
  ];
}

function severityOf(width: number, gives: 'code' | 'data' | undefined): Severity {
  if (width === 1 || gives === undefined) return 'low';
  return gives === 'code' ? 'high' : 'medium';
}

function widthOf(address: string): number {
  if (/^(?:0+(?:\.0+){0,3}|\[?[0:]*::?[0:]*\]?|\*|)$/.test(address)) return 3;
  return /^(?:127\.|\[?::1\]?$|localhost$)/.test(address) ? 1 : 2;
}

function serviceAt(text: string) {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  return match === null ? undefined : internalServiceIn(Number(match[1]), Number(match[2] ?? match[1]));
}
