import type { DiffChange, DiffContainer, DiffReport } from './shape.ts';

/** The comparison as docs/diff.schema.json describes it, ending with a line break. Keys always stand in the same order. */
export function renderDiffJson({ version, tool, base, head, containers, image, problems, summary }: DiffReport): string {
  return `${JSON.stringify({ version, tool, base, head, containers: containers.map(containerOf), image, problems, summary }, null, 2)}\n`;
}

const containerOf = ({ name, kind, status, renamedFrom, base, head, changes, findings }: DiffContainer) => ({
  name,
  kind,
  status,
  renamedFrom,
  base,
  head,
  changes: changes.map(changeOf),
  findings,
});

const changeOf = ({ kind, what, direction, severity, short, detail, follows, base, head }: DiffChange) => ({
  ...{ kind, what, direction, severity, short, detail, follows },
  base,
  head,
});
