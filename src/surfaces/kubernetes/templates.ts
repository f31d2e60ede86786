import type { Problem, Source } from '../../model/index.ts';
import { lineStarts, problemAt } from '../../text/lines.ts';
import type { YamlNode } from '../../text/yaml/node.ts';
import type { YamlDocuments } from '../../text/yaml/parse.ts';

/** A document that is a template: the half-open range between two lines of `---`. */
export interface TemplatePart {
  readonly start: number;
  readonly end: number;
}

interface WithoutTemplates extends YamlDocuments {
  readonly templates: readonly TemplatePart[];
}

/** A document of the text. */
interface Part extends TemplatePart {
  /** Its first {{ or {% outside comments; -1: none. */
  readonly mark: number;
}

/**
 * Parts that are templates and not yet YAML (Helm, Go, Jinja): they fail to parse, or their `{{ … }}` is read as a mapping.
 * Their documents and parse errors are taken out, for one problem that names the way out. A `{{ … }}` inside a string
 * is left to the placeholders.
 */
export function withoutTemplates(source: Source, parsed: YamlDocuments): WithoutTemplates {
  if (!source.text.includes('{{') && !source.text.includes('{%')) return { ...parsed, templates: [] };
  const parts = partsOf(source.text);
  const broken = new Set<Part>();
  const partAt = (offset: number): Part | undefined => find(parts, offset);
  for (const problem of parsed.problems) {
    const part = partAt(offsetOf(source, problem));
    if (part !== undefined && part.mark >= 0) broken.add(part);
  }
  for (const document of parsed.documents) {
    const part = partAt(document.start);
    if (part !== undefined && part.mark >= 0 && holdsBraces(document)) broken.add(part);
  }
  const kept = (offset: number): boolean => {
    const part = partAt(offset);
    return part === undefined || !broken.has(part);
  };
  const judged = [...broken].filter((part) => mayHoldPod(source.text.slice(part.start, part.end)));
  return {
    documents: parsed.documents.filter((document) => kept(document.start)),
    problems: [...parsed.problems.filter((problem) => kept(offsetOf(source, problem))), ...problemOf(source, judged)],
    templates: [...broken],
  };
}

function problemOf(source: Source, parts: readonly Part[]): Problem[] {
  const marks = parts.map(({ mark }) => mark);
  if (marks.length === 0) return [];
  const message = 'a template, not yet YAML: render it and check the result (helm template … | bulkhead check -)';
  const first = marks.reduce((a, b) => Math.min(a, b));
  return [problemAt(source, first, message)];
}

function partsOf(text: string): Part[] {
  const cuts = [0];
  for (const match of text.matchAll(/^---(?=\s|$)/gm)) if (match.index > 0) cuts.push(match.index);
  return cuts.map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    return { start, end, mark: markIn(text, start, end) };
  });
}

function markIn(text: string, start: number, end: number): number {
  const mark = /^[^#\n]*?(\{[{%])/gm;
  mark.lastIndex = start;
  const match = mark.exec(text.slice(0, end));
  return match === null ? -1 : match.index + match[0].length - 2;
}

function find(parts: readonly Part[], offset: number): Part | undefined {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((parts[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return parts[low];
}

/** Is there a flow mapping in a flow mapping, both opened at once? */
function holdsBraces(document: YamlNode): boolean {
  const seen = new Set<YamlNode>();
  const open: YamlNode[] = [document];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'scalar' || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'map') {
      if (node.flow && node.source.text.startsWith('{{', node.start)) return true;
      for (const { key, value } of node.pairs) open.push(key, value);
    } else for (const item of node.items) open.push(item);
  }
  return false;
}

/** Kinds of the API that can hold no container: a template of one of them hides nothing from us. */
const harmless = new Set(
  (
    'Service ConfigMap Secret ServiceAccount Role RoleBinding ClusterRole ClusterRoleBinding Ingress IngressClass NetworkPolicy Namespace ' +
    'PersistentVolume PersistentVolumeClaim StorageClass PodDisruptionBudget HorizontalPodAutoscaler LimitRange ResourceQuota ' +
    'PriorityClass ServiceMonitor PodMonitor PrometheusRule Gateway HTTPRoute VirtualService DestinationRule Certificate Issuer ' +
    'ClusterIssuer APIService CustomResourceDefinition ValidatingWebhookConfiguration MutatingWebhookConfiguration'
  ).split(' '),
);

/** Does a template speak of containers, itself or through a snippet it includes? */
function mayHoldPod(text: string): boolean {
  const kinds = [...text.matchAll(/^kind:[ \t]*["']?(\w*)/gm)].map((match) => match[1] ?? '');
  if (kinds.length > 0 && kinds.every((kind) => harmless.has(kind))) return false;
  return /containers|image:|\b(?:include|template|tpl|toYaml)\b/.test(text);
}

const offsetOf = (source: Source, { line, column }: Problem): number => (lineStarts(source)[(line ?? 1) - 1] ?? 0) + (column ?? 1) - 1;
