import { basename, posix } from 'node:path';
import { belongsToChart, readChart, rootCharts } from '../../../render/chart.ts';
import { isKustomizationName } from '../../../render/kustomization.ts';
import { type Load, type Overlay, overlaysOf } from '../../../render/overlays.ts';
import type { FileTask } from '../gather.ts';
import { chartProject } from './chart.ts';
import { overlayProject } from './overlay.ts';
import { loader, type Project } from './project.ts';

/** The charts and overlays among the files of a run. `folders`: those that the user gave, out of which charts read nothing. */
export function planOf(tasks: readonly FileTask[], folders: readonly string[], load: Load = loader()): Project[] {
  const paths = tasks.map(({ file }) => file);
  const charts = rootCharts(paths.filter((file) => basename(file) === 'Chart.yaml'));
  const inChart = (file: string): boolean => charts.some((folder) => belongsToChart(folder, file));
  const projects = charts.flatMap((folder) => {
    const source = load(posix.join(folder, 'Chart.yaml'));
    if (source === undefined) return [];
    const boundary = folders.find((given) => given === '.' || folder === given || folder.startsWith(`${given}/`)) ?? folder;
    const files = tasks.filter(({ file }) => belongsToChart(folder, file));
    return [chartProject(readChart(source), files, boundary, load)];
  });

  const kustomizations = paths.filter((file) => isKustomizationName(basename(file)) && !inChart(file));
  const { overlays, unused } = overlaysOf(kustomizations, load);
  const filesOf = ({ files }: Overlay) => tasks.filter(({ file }) => files.has(file) && !inChart(file));
  return [
    ...projects,
    ...overlays.map((overlay) => overlayProject(overlay, filesOf(overlay), load)),
    ...unused.map((one) => unusedProject(one, filesOf(one))),
  ];
}

/** A component that nothing uses changes nothing. The objects that it would bring are judged as they stand. */
function unusedProject({ root, changes }: Overlay, files: readonly FileTask[]): Project {
  const parts = files.map(({ file }) => file).filter((file) => changes.has(file));
  const reason = `belongs to the component ${root.folder}, which no kustomization among the files uses`;
  return {
    file: root.source.path,
    files,
    unwritten: parts.map((file) => ({ file, reason })),
    needs: [],
    render: async () => ({ file: root.source.path, problems: [], passedOver: parts.map((file) => ({ file, reason })), parts }),
  };
}
