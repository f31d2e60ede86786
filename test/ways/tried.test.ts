import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/model/index.ts';
import { deviceTrial, pathTrial, socketTrial, type TrialName, trials, variableTrial } from '../../src/ways/tried.ts';
import { type Given, partFrom, pod } from './scene.ts';

const bare = '--security-opt apparmor=unconfined --security-opt label=disable';
const admin = `docker run --cap-add SYS_ADMIN --cgroupns host -v /srv:/srv:rshared ${bare} alpine`;

type Trials = readonly (readonly [control: string, probe: string])[];

/** By attempt: a container in which a step rests on it, and the kind of that step. */
const rows: readonly (readonly [TrialName | Trials, Given, kind: string])[] = [
  ['root', 'docker run alpine', 'root-user'],
  ['set-uid', 'docker run --user 1000 alpine', 'set-uid'],
  ['mount', admin, 'mount'],
  ['new user namespace', 'podman run alpine', 'new-user-namespace'],
  ['bpf', admin, 'bpf-write'],
  ['io_uring', 'docker run --security-opt seccomp=unconfined alpine', 'io-uring-fault'],
  ['file handles', 'docker run --cap-add DAC_READ_SEARCH alpine', 'file-handle-write'],
  ['I/O ports', 'docker run --cap-add SYS_RAWIO alpine', 'raw-io'],
  ['performance events', 'docker run --cap-add PERFMON alpine', 'perf-read'],
  ['network settings', 'docker run --network host --cap-add NET_ADMIN --cap-drop NET_RAW alpine', 'host-traffic'],
  ['packet sockets', 'docker run --network host alpine', 'host-traffic'],
  ['core_pattern', `docker run --security-opt systempaths=unconfined ${bare} alpine`, 'core-pattern'],
  ['kcore', 'docker run --security-opt systempaths=unconfined --cap-add SYS_RAWIO alpine', 'kcore'],
  ['user namespace', 'docker run --cap-add SYS_MODULE alpine', 'kernel-module'],
  ['host processes', 'docker run --pid host alpine', 'host-arguments'],
  ['host network', 'docker run --network host alpine', 'host-network'],
  ['host IPC', 'docker run --ipc host alpine', 'host-memory'],
  ['host cgroups', admin, 'release-agent'],
  ['shared mounts', admin, 'mount-propagation'],
  ['token', pod('', ''), 'service-account'],
  [socketTrial('/s.sock'), 'docker run -v /run/docker.sock:/s.sock alpine', 'engine-socket'],
  [pathTrial('/etc', '/e'), 'docker run -v /etc:/e alpine', 'host-files-write'],
  [deviceTrial('/dev/sda'), 'docker run --device /dev/sda alpine', 'disk-device'],
  [variableTrial('DB_PASSWORD'), 'docker run -e DB_PASSWORD=K4ngaroo99 alpine', 'secret-variable'],
];

/** The part of a container in which all of these attempts came to this. */
function stepAfter(trial: TrialName | Trials, given: Given, kind: string, verdict: 'holds' | 'fails' | 'inconclusive'): Step | undefined {
  const all: Trials = typeof trial === 'string' ? trials[trial] : trial;
  const evidence = all.map(([control, probe]) => ({ control, probe, verdict, ...(verdict === 'holds' ? { layer: 'lsm' as const } : {}) }));
  const of = typeof given === 'string' ? given : given.of;
  return partFrom({ of, evidence }).steps.find((step) => step.kind === kind);
}

const nameOf = (trial: TrialName | Trials): string => (typeof trial === 'string' ? trial : (trial[0]?.[1] ?? ''));

describe('an attempt', () => {
  it.each(rows.map(([trial, given, kind]) => [nameOf(trial), kind, trial, given] as const))(
    '%s: refused it closes %s, through it proves it, otherwise it says nothing',
    (_, kind, trial, given) => {
      expect(partFrom(given).steps.map((step) => step.kind)).toContain(kind);
      expect(stepAfter(trial, given, kind, 'holds')).toBeUndefined();
      const proved = stepAfter(trial, given, kind, 'fails');
      const views = proved?.grounds.map(({ view, from }) => [view, /^tried to /.test(from ?? '')] as const) ?? [];
      expect(views).toContainEqual(['proved', true]);
      expect(stepAfter(trial, given, kind, 'inconclusive')).toEqual(partFrom(given).steps.find((step) => step.kind === kind));
    },
  );

  it('is in this table, whichever it is', () => {
    expect(rows.flatMap(([trial]) => (typeof trial === 'string' ? trial : [])).sort()).toEqual(Object.keys(trials).sort());
  });
});
