import { basename, extname } from 'node:path';

/** Endings under which some surface may find a declaration; a name without an ending is always looked at. */
const endings = new Set(
  '.yaml .yml .json .sh .bash .dash .ksh .zsh .mk .service .dockerfile .containerfile .tmpl .tpl .j2 .container .pod .kube .volume .network .image .build'.split(
    ' ',
  ),
);

/** A drop-in of a Quadlet unit: web.container.d/10-limits.conf, container.d/all.conf. */
const dropIn = /(?:^|[/.-])(?:container|pod|kube|volume|network|image|build)\.d\/[^/]+\.conf$/;

/** Names that some surface claims whatever their ending ("Dockerfile.prod"). */
const names = /^(?:dockerfile|containerfile|makefile|gnumakefile|(?:docker-)?compose)\b/i;

/** A look at the name alone, so that sources and pictures are not even opened when a folder is searched. */
export function mayDeclare(path: string): boolean {
  const name = basename(path);
  const ending = extname(name).toLowerCase();
  return ending === '' || endings.has(ending) || names.test(name) || (ending === '.conf' && dropIn.test(path));
}
