import { isUnknown } from '../../model/index.ts';
import { textField } from '../../options/draft.ts';
import { load, problem, type Reading } from './reading.ts';
import { lastOf, type QuadletUnit, wordsOfKey } from './unit.ts';

/**
 * A .kube unit plays manifests, which are judged as what they are. What the unit adds to every pod in them is not put into
 * these containers, so each such key is a problem.
 */
export function readKube(reading: Reading, unit: QuadletUnit): void {
  const files = wordsOfKey(unit, 'Yaml');
  if (files.length === 0) problem(reading, { source: unit.source, start: 0 }, 'the unit has no Yaml=, so Quadlet refuses it');
  for (const { text, origin } of files) {
    if (isUnknown(textField(text, origin))) problem(reading, origin, 'Yaml= is filled in by systemd; its manifest was not judged');
    else if (load(reading, text, unit.source, origin) === undefined)
      problem(reading, origin, `there is no ${text} beside this unit; it was not judged`);
  }
  for (const key of ['UserNS', 'RemapUsers', 'PodmanArgs', 'GlobalArgs', 'ContainersConfModule', 'Network']) {
    const value = lastOf(unit, key);
    const weakens = key !== 'Network' || /^(?:host|container:|ns:)/.test(value?.text ?? '');
    if (value !== undefined && weakens)
      problem(reading, value.origin, `${key}= of a .kube unit is not put into the containers of its manifest, which are judged without it`);
  }
}
