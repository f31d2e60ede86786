import { isAbsolute, relative } from 'node:path';
import { linkOutOf } from '../../../host/links.ts';
import { findTool, runTool } from '../../../host/run-tool.ts';
import type { Problem, Source } from '../../../model/index.ts';
import { type Chart, fileOfTemplate, isChartTest, releaseName } from '../../../render/chart.ts';
import { complaintOf } from '../../../render/complaint.ts';
import type { Load } from '../../../render/overlays.ts';
import { helmArguments, toolEnvironment } from '../../../render/tools.ts';
import { helmTrace } from '../../../render/trace/helm.ts';
import type { FileTask } from '../gather.ts';
import { here, type Project, type Rendering, type RenderOptions } from './project.ts';

/** A chart as a project; `boundary`: the folder out of which nothing is read. */
export const chartProject = (chart: Chart, files: readonly FileTask[], boundary: string, load: Load): Project => ({
  file: chart.source.path,
  files,
  unwritten: files.map(({ file }) => ({ file, reason: byHand(chart.folder) })),
  needs: [chart.folder],
  render: (options) => renderChart(chart, files, boundary, load, options),
});

const byHand = (folder: string): string =>
  `rendered by helm as a part of the chart ${folder}: mend the template or its values by hand; bulkhead check names the line`;

async function renderChart(
  chart: Chart,
  files: readonly FileTask[],
  boundary: string,
  load: Load,
  options: RenderOptions,
): Promise<Rendering> {
  const { folder, source } = chart;
  if (chart.library) return passedOver(chart, files, 'a library chart: it is rendered as a part of the charts that use it');
  const problem = (message: string, place: Partial<Problem> = {}): Rendering => ({
    ...passedOver(chart, files, `belongs to the chart ${folder}, which was not rendered`),
    problems: [{ file: source.path, message, ...place }],
  });

  const helm = await findTool('helm', options.env.PATH);
  if (helm === undefined) {
    return problem(
      `a Helm chart that was not rendered: there is no helm in PATH; install it (https://helm.sh/docs/intro/install), or render elsewhere: helm template ${folder} | bulkhead check -`,
    );
  }
  const { place, named } = options.elsewhere ?? here;
  const link = linkOutOf(place(folder), place(boundary));
  if (link !== undefined) {
    return problem(
      `not rendered: ${isAbsolute(folder) ? named(link) : relative('.', named(link))} is a symbolic link out of ${boundary}, and helm would follow it; check a folder that holds both`,
    );
  }
  const args = helmArguments(releaseName(chart), place(folder), options.helmValues, options.kubernetesVersion);
  const result = await runTool(helm, args, { env: toolEnvironment(options.env), timeout: options.timeout });
  if (result.kind === 'stopped') return problem(`not rendered by helm: ${result.why}; try: helm template ${folder}`);
  if (result.kind === 'failed') return failed(chart, named(result.stderr), load, problem);
  const helpers = () => files.filter(({ file }) => file.endsWith('.tpl')).flatMap(({ file }) => load(file) ?? []);
  const writtenAt = helmTrace(result.stdout, { chart: source, helpers, template: (named) => load(fileOfTemplate(chart, named)) });
  return {
    ...passedOver(chart, files, `rendered as a part of the chart ${folder}`),
    source: { path: folder, text: result.stdout, writtenAt },
  };
}

const passedOver = ({ folder, source }: Chart, files: readonly FileTask[], reason: string): Rendering => ({
  file: source.path,
  problems: [],
  passedOver: files.map(({ file }) => ({
    file,
    reason: isChartTest(folder, file) ? `a test of the chart ${folder}: it runs only when helm test is called` : reason,
  })),
  parts: files.map(({ file }) => file),
});

function failed(chart: Chart, stderr: string, load: Load, problem: (message: string, place: Partial<Problem>) => Rendering): Rendering {
  const { folder } = chart;
  const said = complaintOf(stderr);
  const missing = /missing in charts\/ directory: (.*)/.exec(said.message)?.[1];
  if (missing !== undefined) {
    return problem(`not rendered: charts that it depends on are not in charts/ (${missing}); run: helm dependency build ${folder}`, {});
  }
  const file = said.file === undefined ? undefined : load(fileOfTemplate(chart, said.file));
  const place = file === undefined ? {} : placeIn(file, said);
  return problem(`not rendered, helm says: ${said.message}; ${wayOut(said.message, folder)}`, place);
}

const placeIn = ({ path }: Source, { line, column }: { readonly line?: number; readonly column?: number }): Partial<Problem> => ({
  file: path,
  ...(line === undefined ? {} : { line }),
  ...(column === undefined ? {} : { column }),
});

const wayOut = (message: string, folder: string): string =>
  /nil pointer|execution error|schema/.test(message)
    ? 'if it needs values, give them with --helm-values FILE'
    : `helm template ${folder} --debug shows more`;
