import { knownValue } from '../../../model/index.ts';
import { replace } from './tree.ts';
import { pairOf, putInContainer, type Result, type Writing, writtenAt } from './writing.ts';

export function setImage(writing: Writing, to: string): Result {
  if (/\b(?:TAG|DIGEST)\b/.test(to))
    return 'which tag and digest to take is not known here: look them up with docker buildx imagetools inspect NAME:TAG';
  const origin = writtenAt(writing.container.image.reference);
  const place = origin === undefined ? undefined : pairOf(writing, origin, 'image');
  return place === undefined ? 'the image is not written here' : replace(writing, place, { value: to });
}

/** A port that the container declares can be knocked at; what to ask a program beyond that is known to its author only. */
export function addProbe(writing: Writing): Result {
  const ports = writing.container.ports.filter(({ protocol }) => protocol === undefined || knownValue(protocol) === 'tcp');
  const [port] = ports.map(({ containerPort }) => knownValue(containerPort));
  if (port === undefined) return 'what to ask it is known to its author only: give it a readinessProbe';
  writing.notes.add('The probe only knocks at the port: ask the program itself (httpGet, exec) where it can answer how it is.');
  return putInContainer(writing, ['readinessProbe'], { tcpSocket: { port: Number(port) } });
}
