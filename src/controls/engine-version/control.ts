import { compareDebian, compareVersions, escapes, type Open, openIn } from '../../facts/escapes/index.ts';
import {
  broken,
  type Host,
  type HostControl,
  type HostProgram,
  type HostVerdict,
  held,
  hiddenEngines,
  inapplicable,
  isUnknown,
  knownValue,
  severities,
  undecided,
} from '../../model/index.ts';
import { kernelVerdict } from './kernel.ts';

export const engineVersion: HostControl = {
  id: 'engine-version',
  group: 'host and engine',
  title: 'Engine, runtime and kernel have no known escape',
  stops: "A published way out of every container, which needs no mistake of the container's author.",
  why: "runc, containerd, Docker, Podman, BuildKit and Linux have each had faults that let a container take the host. The table of this version holds the known escapes with the releases that mend them. A distribution mends old versions under their old numbers: where its package's own version is in the table it decides, otherwise the verdict is unknown and says so, as it always is for a kernel that looks too old. Update through the distribution or the engine's own repository, and restart the containers: a running one keeps its old shim.",
  severity: 'high',
  gain: 'host',
  level: 'recommended',
  references: {
    cisDocker: ['1.2.2'],
    nist800190: ['4.4.1', '4.5.3'],
    nsaCisa: ['Upgrading and application security practices'],
    mitre: ['T1611'],
  },
  steps: ['update the engine and its runtime, then restart the containers'],
  judge: (host) => {
    const hidden = hiddenEngines(host);
    const programs = host.programs.map((program) => programVerdict(program, host));
    const none = hidden.length > 0 ? hidden : [inapplicable("no engine or runtime is installed in the system's folders")];
    return [...(programs.length > 0 ? programs : none), kernelVerdict(host)];
  },
};

function programVerdict(program: HostProgram, host: Host): HostVerdict {
  const { name, version } = program;
  if (isUnknown(version)) return undecided(version, 'medium');
  const open = openIn(name, version.value);
  if (open === undefined)
    return undecided({ because: `${name} says it is ${version.value}, which is no version`, origin: version.origin }, 'medium');
  const sure = open.filter((one) => standing(one, program, host) === 'open');
  const unsure = open.filter((one) => standing(one, program, host) === 'unsure');
  const label = labelOf(program, version.value);
  if (sure.length > 0) {
    const grave = [...sure].sort((a, b) => severities.indexOf(b.fault.severity) - severities.indexOf(a.fault.severity));
    const [worst] = grave as [Open, ...Open[]];
    return {
      ...broken(`${label} has ${namesOf(grave)}: ${worst.fault.what}`, version, {
        severity: worst.fault.severity,
        gain: worst.fault.gain,
      }),
      steps: [update(name, sure), ...meanwhile(grave)],
    };
  }
  if (unsure.length > 0) {
    const owner = knownValue(host.system.name) ?? 'the distribution';
    return undecided(
      {
        because: `${label} is older than the fix of ${namesOf(unsure)}, which ${owner} may have mended under the old number; ask its security tracker`,
        origin: version.origin,
      },
      'medium',
    );
  }
  const known = escapes.filter((fault) => fault.program === name).length;
  return held(known === 0 ? `${label}: no escape is known of it` : `${label} has none of the ${known} known escapes`, version);
}

const labelOf = ({ name, package: from }: HostProgram, version: string): string =>
  from?.version === undefined || from.version.includes(version)
    ? `${name} ${from?.version ?? version}`
    : `${name} ${version} (package ${from.name} ${from.version})`;

/** `mended`: the distribution's package has the fix. */
function standing({ fault }: Open, { package: from }: HostProgram, { system }: Host): 'open' | 'unsure' | 'mended' {
  if (from?.by !== 'distribution') return 'open';
  const fixed = knownValue(system.id) === 'debian' ? fault.debian?.[knownValue(system.version) ?? ''] : undefined;
  if (fixed === undefined || from.version === undefined) return 'unsure';
  return compareDebian(from.version, fixed) >= 0 ? 'mended' : 'open';
}

const namesOf = (open: readonly Open[]): string => open.map(({ fault }) => fault.cve).join(', ');

function update(name: string, open: readonly Open[]): string {
  const fixes = open.flatMap(({ fixed }) => (fixed === undefined ? [] : [fixed]));
  const [latest] = fixes.sort((a, b) => compareVersions(b, a) ?? 0);
  return latest === undefined
    ? `replace ${name}: no release of this line is mended`
    : `update ${name} to ${latest} or later, or to a package that says it has these fixes`;
}

/** What holds until then. */
function meanwhile(open: readonly Open[]): string[] {
  const ways = new Map<string, string[]>();
  for (const { fault } of open)
    if (fault.stoppedBy !== undefined) ways.set(fault.stoppedBy, [...(ways.get(fault.stoppedBy) ?? []), fault.cve]);
  return [...ways].map(([way, cves]) => `until then ${cves.join(', ')} ${cves.length === 1 ? 'is' : 'are'} stopped by ${way}`);
}
