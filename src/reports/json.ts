import type { Accepted, Excerpt, Finding, InLayer, JudgedContainer, Place, Problem, References, Report, Summary } from '../model/index.ts';
import { imageJson, vulnerabilityJson } from './image/json.ts';
import type { ReportOptions } from './options.ts';
import { type Requirement, requirementsOf } from './requirements.ts';
import { waysJson } from './ways/json.ts';

/**
 * The report as docs/report.schema.json describes it, ending with a line break. Keys always stand in the same
 * order. What holds or does not apply is listed with `all`, the views of containers with `views`.
 */
export function renderJson(report: Report, options: ReportOptions = {}): string {
  const findings = report.findings.filter(({ outcome }) => options.all === true || outcome === 'broken' || outcome === 'unknown');
  const ordered = {
    version: report.version,
    tool: { name: report.tool.name, version: report.tool.version },
    targets: report.targets,
    profile: profileOf(report),
    containers: report.containers.map((container) => containerOf(container, options.views === true)),
    images: report.images?.map(imageJson),
    findings: findings.map(findingOf),
    problems: report.problems.map(problemOf),
    passedOver: report.passedOver.map(({ file, reason }) => ({ file, reason })),
    summary: summaryOf(report.summary),
    ways: report.ways === undefined ? undefined : waysJson(report.ways, report.findings),
    baseline: report.baseline === undefined ? undefined : { file: report.baseline.file, stale: report.baseline.stale },
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

const containerOf = ({ id, name, kind, surface, engine, file, line, declared, effective, observed }: JudgedContainer, views: boolean) => ({
  id,
  name,
  kind,
  surface,
  engine,
  file,
  line,
  ...(views ? { declared, effective, observed } : {}),
});

function profileOf(report: Report) {
  if (report.profile === undefined) return undefined;
  const { name, kubernetesVersion, standard } = report.profile;
  return {
    name,
    kubernetesVersion,
    standard,
    requirements: standard === undefined ? undefined : requirementsOf(report).map(requirementOf),
  };
}

const requirementOf = ({ id, title, controls, broken, unknown }: Requirement) => ({
  id,
  title,
  controls,
  broken: broken.length,
  unknown: unknown.length,
});

const findingOf = (finding: Finding) => ({
  control: finding.control,
  severity: finding.severity,
  outcome: finding.outcome,
  gain: finding.gain,
  container: finding.container,
  detail: finding.detail,
  origin: placeOf(finding.origin),
  excerpt: finding.excerpt === undefined ? undefined : excerptOf(finding.excerpt),
  layer: finding.layer === undefined ? undefined : layerOf(finding.layer),
  vulnerability: finding.vulnerability === undefined ? undefined : vulnerabilityJson(finding.vulnerability),
  from: finding.from,
  impliedBy: finding.impliedBy,
  remedy: finding.remedy,
  accepted: acceptedOf(finding.accepted),
  baseline: finding.baseline,
  references: referencesOf(finding.references),
});

const layerOf = ({ layer, digest, path, links, line, instruction, containerfile, later }: InLayer) => ({
  number: layer,
  digest,
  path,
  links,
  line,
  instruction,
  containerfile: containerfile === undefined ? undefined : { file: containerfile.file, line: containerfile.line },
  later: later === undefined ? undefined : { how: later.how, number: later.layer },
});

const acceptedOf = (accepted: Accepted | undefined): Accepted | undefined =>
  accepted === undefined ? undefined : { reason: accepted.reason, until: accepted.until, by: accepted.by, place: placeOf(accepted.place) };

const placeOf = ({ file, line, column, endLine, endColumn }: Place): Place => ({ file, line, column, endLine, endColumn });

const excerptOf = ({ text, start, length }: Excerpt): Excerpt => ({ text, start, length });

const referencesOf = ({ pss, cisDocker, cisKubernetes, nsaCisa, nist800190, mitre }: References): References => ({
  pss,
  cisDocker,
  cisKubernetes,
  nsaCisa,
  nist800190,
  mitre,
});

const problemOf = ({ file, line, column, message, accepted }: Problem) => ({ file, line, column, message, accepted: acceptedOf(accepted) });

const summaryOf = ({ files, containers, broken, unknown, held, problems, accepted = 0, baseline = 0 }: Summary): Summary => ({
  files,
  containers,
  broken: { critical: broken.critical, high: broken.high, medium: broken.medium, low: broken.low },
  unknown,
  held,
  problems,
  accepted,
  baseline,
});
