import type { Excerpt, Finding, JudgedContainer, Place, Problem, References, Report, Summary } from '../model/index.ts';
import type { ReportOptions } from './options.ts';

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
    containers: report.containers.map((container) => containerOf(container, options.views === true)),
    findings: findings.map(findingOf),
    problems: report.problems.map(problemOf),
    passedOver: report.passedOver.map(({ file, reason }) => ({ file, reason })),
    summary: summaryOf(report.summary),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

const containerOf = ({ id, name, kind, surface, engine, file, line, declared, effective }: JudgedContainer, views: boolean) => ({
  id,
  name,
  kind,
  surface,
  engine,
  file,
  line,
  ...(views ? { declared, effective } : {}),
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
  from: finding.from,
  impliedBy: finding.impliedBy,
  remedy: finding.remedy,
  references: referencesOf(finding.references),
});

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

const problemOf = ({ file, line, column, message }: Problem) => ({ file, line, column, message });

const summaryOf = ({ files, containers, broken, unknown, held, problems }: Summary): Summary => ({
  files,
  containers,
  broken: { critical: broken.critical, high: broken.high, medium: broken.medium, low: broken.low },
  unknown,
  held,
  problems,
});
