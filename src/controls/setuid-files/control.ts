import { isPrivileged, isUsual, weightOfPrivileged } from '../../facts/weights/privileged-file.ts';
import {
  broken,
  byLayer,
  held,
  type ImageContents,
  type ImageControl,
  type ImageFile,
  type ImageVerdict,
  inLayer,
  someOf,
} from '../../model/index.ts';
import { gives } from './gives.ts';

export const setuidFiles: ImageControl = {
  id: 'setuid-files',
  group: 'image',
  title: 'No program of the image takes on more rights than whoever starts it',
  stops:
    'An intruder who runs as an ordinary user does not become root inside the container by starting a program that lies there for him.',
  why: 'A program with set-uid runs as its owner, one with set-gid with its group, and one with file capabilities holds these, whoever starts it. A hole in such a program, or a shell or interpreter among them, undoes the USER of the image. Distributions install a dozen of them (su, mount, passwd) that no service in a container needs. With no-new-privileges none of these rights is granted, so that set it wherever the image runs; in the image itself take them away with chmod a-s, in the very step that brings the file, or in one of your own for what the base image has. A capability to listen on low ports gives nothing else and is not told.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  references: { cisDocker: ['4.8'], nist800190: ['4.1.2'] },
  steps: ['RUN chmod a-s FILE (setcap -r FILE for capabilities); and run it with no-new-privileges, which makes them harmless'],
  judge(image) {
    const files = image.files.filter(isPrivileged);
    if (files.length === 0) return [held('no file of it has set-uid, set-gid or capabilities')];
    return [...unusualOf(files, image), ...usualOf(files, image)];
  },
};

/** What is alike in one layer is one thing. */
function unusualOf(files: readonly ImageFile[], image: ImageContents): ImageVerdict[] {
  const alike = new Map<string, ImageFile[]>();
  for (const file of files.filter((each) => !isUsual(each))) {
    const key = `${file.layer} ${weightOfPrivileged(file)} ${gives(file)}`;
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [file]);
    else group.push(file);
  }
  return [...alike.values()].flatMap((group): ImageVerdict[] => {
    const [first] = group;
    if (first === undefined) return [];
    const which = group.length === 1 ? first.path : `each of ${someOf(group.map(({ path }) => path).sort())}`;
    return [
      {
        ...broken(`${which} of layer ${first.layer} ${gives(first)}, and no distribution installs it so`, undefined, {
          severity: weightOfPrivileged(first),
        }),
        steps: [stepFor(group)],
        inLayer: inLayer(image, first.layer, first.path),
      },
    ];
  });
}

/** What a distribution brings is one thing. */
function usualOf(files: readonly ImageFile[], image: ImageContents): ImageVerdict[] {
  return byLayer(files.filter(isUsual)).map(([layer, group]): ImageVerdict => {
    const names = [...new Set(group.map(({ path }) => path))].sort();
    const [first] = group;
    return {
      ...broken(
        `${someOf(names)} of layer ${layer} ${names.length === 1 ? gives(first) : 'run with more rights than whoever starts them'}, as distributions install ${names.length === 1 ? 'it' : 'them'}`,
        undefined,
        { severity: weightOfPrivileged(first) },
      ),
      steps: [stepFor(group)],
      inLayer: inLayer(image, layer, first.path),
    };
  });
}

function stepFor(files: readonly ImageFile[]): string {
  const paths = (wanted: boolean): string[] =>
    [...new Set(files.filter(({ what }) => (what === 'capabilities') === wanted).map(({ path }) => path))].sort();
  const commands = [
    ...(paths(false).length === 0 ? [] : [`chmod a-s ${paths(false).slice(0, 20).join(' ')}`]),
    ...(paths(true).length === 0 ? [] : [`setcap -r ${paths(true).slice(0, 20).join(' ')}`]),
  ];
  return `RUN ${commands.join(' && ')} takes the rights away; no-new-privileges, set where it runs, makes them harmless`;
}
