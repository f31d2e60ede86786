import { findTool, runTool } from '../../../host/run-tool.ts';
import { overlayFault } from '../../../render/overlay-fault.ts';
import { overlaySources } from '../../../render/overlay-sources.ts';
import type { Load, Overlay } from '../../../render/overlays.ts';
import { kustomizers, toolEnvironment } from '../../../render/tools.ts';
import { kustomizeTrace } from '../../../render/trace/kustomize.ts';
import type { FileTask } from '../gather.ts';
import { here, type Project, type Rendering, type RenderOptions } from './project.ts';

/** An overlay as a project. */
export const overlayProject = (overlay: Overlay, files: readonly FileTask[], load: Load): Project => ({
  file: overlay.root.source.path,
  files,
  unwritten: files.filter(({ file }) => overlay.changes.has(file)).map(({ file }) => ({ file, reason: byHand(overlay) })),
  needs: [...overlay.files].filter((file) => !overlay.members.some(({ folder }) => folder === file)),
  render: (options) => renderOverlay(overlay, files, load, options),
});

const byHand = ({ root }: Overlay): string => `changes what ${root.folder} is made of: mend it by hand; bulkhead check names the line`;

async function renderOverlay(overlay: Overlay, files: readonly FileTask[], load: Load, options: RenderOptions): Promise<Rendering> {
  const { folder, source } = overlay.root;
  // Its resources are objects by themselves: they are judged as they stand, and only what changes them is left out.
  const parts = files.map(({ file }) => file).filter((file) => overlay.changes.has(file));
  const notRendered: Rendering = {
    file: source.path,
    problems: [],
    passedOver: passedOver(parts, `belongs to ${folder}, which was not rendered`),
    parts,
  };
  const problem = (message: string): Rendering => ({ ...notRendered, problems: [{ file: source.path, message }] });

  if (overlay.refused !== undefined) return { ...notRendered, problems: [overlay.refused] };
  const tool = await kustomizer(options.env.PATH);
  if (tool === undefined) {
    return problem(
      `a kustomization that was not rendered, so that its resources are judged as they stand: there is neither kustomize nor kubectl in PATH; install one (https://kubernetes.io/docs/tasks/tools), or render elsewhere: kubectl kustomize ${folder} | bulkhead check -`,
    );
  }
  const { place, named } = options.elsewhere ?? here;
  const result = await runTool(tool.file, tool.args(place(folder)), { env: toolEnvironment(options.env), timeout: options.timeout });
  const tried = `${tool.name} ${tool.args(folder).join(' ')}`;
  if (result.kind === 'stopped') return problem(`not rendered by ${tool.name}: ${result.why}; try: ${tried}`);
  if (result.kind === 'failed') return { ...notRendered, problems: [overlayFault(overlay, named(result.stderr), tried)] };
  const rendered = { path: folder, text: result.stdout };
  const writtenAt = kustomizeTrace(rendered, overlaySources(overlay, load));
  const all = files.map(({ file }) => file);
  return {
    file: source.path,
    source: { ...rendered, writtenAt },
    problems: [],
    passedOver: passedOver(all, `rendered as a part of ${folder}`),
    parts: all,
    madeOf: overlay.files,
  };
}

const passedOver = (files: readonly string[], reason: string) => files.map((file) => ({ file, reason }));

async function kustomizer(path: string | undefined) {
  for (const known of kustomizers) {
    const file = await findTool(known.name, path);
    if (file !== undefined) return { ...known, file };
  }
  return undefined;
}
