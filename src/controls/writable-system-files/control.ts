import { isOfSystem, type WritableKind, writableKindOf, writableKinds } from '../../facts/weights/writable-file.ts';
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

export const writableSystemFiles: ImageControl = {
  id: 'writable-system-files',
  group: 'image',
  title: 'Only root may write the programs and settings of the image, and nothing may be written by everybody',
  stops:
    'An intruder who runs as an ordinary user does not replace a program, a library or the list of users, and so does not become another user or stay for good.',
  why: 'What is in /usr, /lib and /etc is trusted by every process of the container, root among them: who may write a program there runs in all of them, and who may write /etc/passwd, sudoers or ld.so.preload chooses who is root. An owner may always write, whatever the bits say, for he can change them. Such rights come from chmod -R 777, from COPY --chown over a folder of the system, and from archives that were packed by an ordinary user. A file of everybody elsewhere lets one service change what another one runs. Own programs belong to root and are only read by the user of the image; a folder for data gets that user as its owner. A read-only root filesystem stops all of this while the container runs.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  references: { nist800190: ['4.1.2'], nsaCisa: ['Building secure container images'] },
  steps: ['COPY --chown=0:0 --chmod=755, or RUN chmod -R go-w in the step that makes the file'],
  judge(image) {
    const files = image.files.filter(({ what }) => what === 'writable-system' || what === 'world-writable');
    if (files.length === 0) return [held('only root may write its programs and settings, and nothing may be written by everybody')];
    return byLayer(files).flatMap(([, group]) => writableKinds.flatMap((kind) => verdictOn(kind, group, image)));
  },
};

function verdictOn(kind: WritableKind, group: readonly ImageFile[], image: ImageContents): ImageVerdict[] {
  const files = group.filter((file) => writableKindOf(file) === kind);
  const [first] = files;
  if (first === undefined) return [];
  const owners = [...new Set(files.map(ownerOf))];
  const whose = kind.says.includes('everybody') ? '' : ` (${someOf(owners, 3)})`;
  return [
    {
      ...broken(
        `${files.length === 1 ? first.path : `each of ${someOf(topmost(files))}`} of layer ${first.layer} ${kind.says}${whose}`,
        undefined,
        {
          severity: kind.severity,
        },
      ),
      steps: [stepFor(files)],
      inLayer: inLayer(image, first.layer, first.path),
    },
  ];
}

/** A folder speaks for what is below it. */
function topmost(files: readonly ImageFile[]): string[] {
  const paths = files.map(({ path, type }) => (type === '5' ? `${path}/` : path)).sort();
  const kept: string[] = [];
  for (const path of paths) if (!(kept.at(-1)?.endsWith('/') === true && path.startsWith(kept.at(-1) ?? '/'))) kept.push(path);
  return kept;
}

const ownerOf = ({ uid, gid, mode }: ImageFile): string =>
  [...(uid === 0 ? [] : [`user ${uid}`]), ...((mode & 0o020) !== 0 && (gid !== 0 || uid === 0) ? [`group ${gid}`] : [])].join(', ');

function stepFor(files: readonly ImageFile[]): string {
  const paths = topmost(files).slice(0, 10).join(' ');
  const owned = files.some(({ uid, gid }) => uid !== 0 || gid !== 0) && files.some(isOfSystem);
  return `${owned ? `RUN chown -R 0:0 ${paths} && chmod -R go-w ${paths}` : `RUN chmod -R go-w ${paths}`}, best in the step that makes it; a read-only root filesystem stops it where it runs`;
}
