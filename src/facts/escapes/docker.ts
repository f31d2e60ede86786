import { debianChangelogs, type Escape, goDatabase } from './escape.ts';
import { inheritable } from './stops.ts';

const source = `${goDatabase}; ${debianChangelogs}`;
const buildkit = { fixed: '0.12.5' };

/** Docker's engine carries BuildKit: its releases 24.0.9 and 25.0.2 bring BuildKit 0.12.5's fixes (docs.docker.com/engine/release-notes). */
const engineWithBuildKit = [
  { from: '18.09.0', fixed: '24.0.9' },
  { from: '25.0.0', fixed: '25.0.2' },
];

const builds = (cve: string, what: string): Escape[] =>
  [
    { program: 'buildkitd', affected: [buildkit] },
    { program: 'dockerd', affected: engineWithBuildKit },
  ].map(
    (part) => ({ cve, what, ...part, stoppedBy: 'building trusted Containerfiles only', severity: 'high', gain: 'host', source }) as const,
  );

/** Escapes through Docker's engine and its builder. */
export const dockerEscapes: readonly Escape[] = [
  {
    cve: 'CVE-2019-14271',
    program: 'dockerd',
    what: "docker cp loads a container's library as root of the host",
    affected: [{ from: '19.03.0', fixed: '19.03.1' }],
    stoppedBy: 'no docker cp from containers that are not trusted',
    severity: 'high',
    gain: 'host',
    source: `${goDatabase} (GO-2024-2521)`,
  },
  {
    cve: 'CVE-2021-41091',
    program: 'dockerd',
    what: "every user of the host may run set-uid programs out of containers' files",
    affected: [{ fixed: '20.10.9' }],
    severity: 'medium',
    gain: 'privileges',
    source,
  },
  {
    cve: 'CVE-2022-24769',
    program: 'dockerd',
    what: 'containers start with inheritable capabilities, which programs with file capabilities then raise',
    affected: [{ fixed: '20.10.14' }],
    stoppedBy: 'no-new-privileges',
    stops: inheritable,
    severity: 'low',
    gain: 'privileges',
    source: 'GHSA-2mm7-x5h6-5pvq; release notes of Docker Engine 20.10.14',
  },
  {
    cve: 'CVE-2024-41110',
    program: 'dockerd',
    what: 'a request without a length passes authorization plugins unseen',
    // The fix of 18.09.1 was not carried into 19.03. That of 23.0.15 is in its tag; 24.0 had the fix in its branch, but no release with it.
    affected: [
      { from: '19.03.0', fixed: '23.0.15' },
      { from: '24.0.0', fixed: '25.0.6' },
      { from: '26.0.0', fixed: '26.1.5' },
      { from: '27.0.0', fixed: '27.1.1' },
    ],
    debian: { '12': '20.10.24+dfsg1-1+deb12u1' },
    stoppedBy: 'not relying on authorization plugins',
    severity: 'medium',
    gain: 'host',
    source: `${source} (GO-2024-3005); pkg/authorization/authz.go at moby's tags v23.0.14, v23.0.15, v24.0.9 and v25.0.6; moby issue 48270`,
  },
  ...builds('CVE-2024-23651', 'two builds that share a cache mount reach files of the host'),
  ...builds('CVE-2024-23652', 'a hostile frontend removes files of the host while a build is cleaned up'),
  ...builds('CVE-2024-23653', 'a build starts a container with more privileges than it was granted'),
  {
    cve: 'CVE-2026-33747',
    program: 'buildkitd',
    what: "a hostile frontend writes outside of the builder's storage",
    affected: [{ fixed: '0.28.1' }],
    stoppedBy: 'trusted frontends only',
    severity: 'high',
    gain: 'host',
    source: goDatabase,
  },
  {
    cve: 'CVE-2026-41567',
    program: 'dockerd',
    what: 'a compressed archive that is copied into a container is unpacked by a program of that container, as root of the host',
    affected: [{ fixed: '29.5.1' }],
    stoppedBy: 'no compressed archive copied into a container that is not trusted (plain docker cp is safe)',
    severity: 'medium',
    gain: 'host',
    source: 'record of CVE-2026-41567 at cve.org (June 2026), which names Docker Engine 29.5.1; GHSA-x86f-5xw2-fm2r',
  },
];
