import { type Build, type Field, type Image, type Origin, written } from '../../model/index.ts';
import { textField } from '../../options/draft.ts';
import { cleanPath } from '../../text/path.ts';
import { hasHole } from '../../text/shell/holes.ts';
import { load, problem, type Reading } from './reading.ts';
import { allOf, lastOf, type QuadletUnit, readUnit, type Value, wordsOfKey } from './unit.ts';

/** Another unit beside this one; undefined, with a problem, where there is none: Quadlet then refuses this unit. */
export function unitBeside(reading: Reading, from: QuadletUnit, name: string, origin: Origin): QuadletUnit | undefined {
  if (!reading.units.has(name)) reading.units.set(name, findUnit(reading, from, name, origin));
  return reading.units.get(name);
}

function findUnit(reading: Reading, from: QuadletUnit, name: string, origin: Origin): QuadletUnit | undefined {
  const source = name.includes('/') ? undefined : load(reading, name, from.source, origin);
  if (source === undefined) {
    problem(reading, origin, `the unit ${name} is not beside this one; what it says was not read: check them in one folder`);
    return undefined;
  }
  if (source.path !== reading.main.path) reading.alsoRead.add(source.path);
  return readUnit(reading, source);
}

/** A Network= value with the name that Podman gives the unit's network: web.network → systemd-web; web.container → container:systemd-web. */
export function networkValue(reading: Reading, from: QuadletUnit, { text, origin }: Value): Value {
  const [name = ''] = text.split(':', 1);
  if (hasHole(name) || !/\.(?:network|container)$/.test(name)) return { text, origin };
  const unit = unitBeside(reading, from, name, origin);
  const stem = name.slice(0, name.lastIndexOf('.'));
  if (name.endsWith('.container')) {
    return { text: `container:${unit === undefined ? stem : (lastOf(unit, 'ContainerName')?.text ?? `systemd-${stem}`)}`, origin };
  }
  return { text: (unit === undefined ? undefined : lastOf(unit, 'NetworkName')?.text) ?? `systemd-${stem}`, origin };
}

/** Image=: a reference, an .image unit that pulls one, or a .build unit that builds one. */
export function imageOf(reading: Reading, from: QuadletUnit, { text, origin }: Value): Image {
  const reference = { reference: textField(text, origin) };
  if (hasHole(text) || !/\.(?:image|build)$/.test(text)) return reference;
  const unit = unitBeside(reading, from, text, origin);
  if (unit === undefined) return { reference: { state: 'unknown', because: `the unit ${text} was not read`, origin } };
  if (text.endsWith('.build')) return { build: buildOf(unit) };
  const image = lastOf(unit, 'Image');
  if (image === undefined) problem(reading, unitOrigin(unit), 'the unit has no Image=: Quadlet refuses it');
  return image === undefined ? {} : { reference: textField(image.text, image.origin) };
}

const unitOrigin = ({ source }: QuadletUnit): Origin => ({ source, start: 0, end: 0 });

/** Source: Podman 5.8 quadlet.go ConvertBuild, handleSetWorkingDirectory. */
function buildOf(unit: QuadletUnit): Build {
  const file = lastOf(unit, 'File');
  const folder = lastOf(unit, 'SetWorkingDirectory');
  const target = lastOf(unit, 'Target');
  const { context, dockerfile } = placesOf(file, folder);
  const origin = (file ?? folder)?.origin ?? unitOrigin(unit);
  const args = wordsOfKey(unit, 'BuildArg').map(({ text, origin: at }) => {
    const [name = '', ...value] = text.split('=');
    return value.length === 0 ? { name } : { name, value: textField(value.join('='), at) };
  });
  const secrets = allOf(unit, 'Secret').map(({ text, origin: at }) => textField(text.split(',', 1)[0]?.replace(/^id=/, '') ?? '', at));
  return {
    origin,
    ...(context === undefined ? {} : { context }),
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(target === undefined ? {} : { target: textField(target.text, target.origin) }),
    args,
    ...(secrets.length === 0 ? {} : { secrets }),
  };
}

/** Paths relative to the unit's folder, as far as they are known. */
function placesOf(file: Value | undefined, folder: Value | undefined): { context?: Field<string>; dockerfile?: Field<string> } {
  const named = file === undefined ? {} : { dockerfile: textField(file.text, file.origin) };
  if (folder === undefined) return file === undefined ? {} : { context: written('.', file.origin), ...named };
  const word = folder.text.toLowerCase();
  if (word === 'unit') return { context: written('.', folder.origin), ...named };
  if (word !== 'file' || file === undefined) return { context: textField(folder.text, folder.origin), ...named };
  if (hasHole(file.text)) return { context: textField(file.text, file.origin), ...named };
  const clean = cleanPath(file.text);
  const slash = clean.lastIndexOf('/');
  return {
    context: written(slash < 0 ? '.' : clean.slice(0, slash) || '/', folder.origin),
    dockerfile: written(clean.slice(slash + 1), file.origin),
  };
}
