import { broken, byLayer, held, type ImageControl, type ImageFile, type ImageVerdict, inLayer, someOf } from '../../model/index.ts';

export const shellsAndPackageManagers: ImageControl = {
  id: 'shells-and-package-managers',
  group: 'image',
  title: 'The image has no shell and no package manager',
  stops: 'An intruder who can run one command has no shell to run the next ones with, and nothing that fetches and installs tools for him.',
  why: 'Many holes let somebody run a command, and most of what follows is written for a shell: download a tool, look around, stay. A program that needs neither shell nor package manager runs in an image that has none: FROM scratch for one that is linked statically, a distroless image for others. It is also smaller, and what is not there needs no updates. Looking into such a container takes kubectl debug or docker exec of another image. Start scripts, health checks with CMD-SHELL and programs that call system() need a shell and stop without it.',
  severity: 'low',
  gain: 'privileges',
  level: 'strict',
  references: { cisDocker: ['4.3'], nist800190: ['4.5.1'] },
  steps: ['FROM scratch or a distroless image for the last stage, and COPY --from=build what runs'],
  judge(image) {
    const verdicts = (['shell', 'package-manager'] as const).flatMap((what) =>
      byLayer(image.files.filter((file) => file.what === what)).map(([layer, group]): ImageVerdict => {
        const paths = pathsOf(group);
        return {
          ...broken(`${someOf(paths)} of layer ${layer} ${paths.length === 1 ? one[what] : many[what]}`),
          inLayer: inLayer(image, layer, group[0].path),
        };
      }),
    );
    return verdicts.length === 0 ? [held('it has neither a shell nor a package manager')] : verdicts;
  },
};

const one = { shell: 'is a shell', 'package-manager': 'is a package manager' } as const;
const many = { shell: 'are shells', 'package-manager': 'are package managers' } as const;

const pathsOf = (files: readonly ImageFile[]): string[] => [...new Set(files.map(({ path }) => path))].sort();
