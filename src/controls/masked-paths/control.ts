import {
  broken,
  type Container,
  type Control,
  hasUserNamespace,
  held,
  runsAsRoot,
  type Severity,
  undecided,
  type Verdict,
} from '../../model/index.ts';

export const maskedPaths: Control = {
  id: 'masked-paths',
  group: 'kernel surface',
  title: 'The engine hides and write-protects the dangerous parts of /proc and /sys',
  stops:
    'An intruder who is root inside cannot write /proc/sys/kernel/core_pattern or /proc/sysrq-trigger, which belong to the host, nor read its memory and firmware through /proc/kcore, /sys/firmware and the like.',
  why: 'Much of /proc and /sys is not divided between containers. The engines hide part of it and mount part of it read-only; systempaths=unconfined, unmask and procMount: Unmasked undo that. They are asked for by container engines that run inside a container and want to mount a fresh /proc; give such a container a user namespace, which makes the unmasked files harmless to the host.',
  severity: 'high',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'somebody uncovered the paths for a reason, as for containers inside this one',
    test: 'Use the function that reads or writes them',
  },
  references: {
    pss: ['procMount', 'procMount_restricted'],
    nsaCisa: ['Pod security enforcement'],
    nist800190: ['4.4.3', '4.5.5'],
    mitre: ['T1611'],
  },
  judge(container) {
    const unmasked = unmaskedPaths(container);
    return unmasked.length > 0 ? unmasked : judgeLists(container);
  },
  harden: () => [{ set: 'linux.maskedPaths', to: 'default' }],
};

const unmaskedPaths = (container: Container): Verdict[] =>
  (container.linux.unmask ?? []).map((entry) => {
    if (entry.state === 'unknown') return undecided(entry);
    const what = entry.value.toUpperCase() === 'ALL' ? 'every masked and read-only path of /proc and /sys' : entry.value;
    return broken(`uncovers ${what}`, entry, { severity: severityOf(container) });
  });

function judgeLists(container: Container): Verdict {
  const { maskedPaths: masked, readonlyPaths: protectedPaths } = container.linux;
  const severity = severityOf(container);
  if (masked?.state === 'unknown') return undecided(masked);
  if (masked?.value.length === 0) return broken('nothing of /proc and /sys is hidden from it', masked, { severity });
  if (protectedPaths?.state === 'unknown') return undecided(protectedPaths);
  if (protectedPaths?.value.length === 0)
    return broken('nothing of /proc and /sys is protected from its writing', protectedPaths, { severity });
  return held('the engine hides and protects its usual paths', masked);
}

/** Writing needs uid 0 of the host; an ordinary user can still read more than it should. */
function severityOf(container: Container): Severity {
  if (hasUserNamespace(container)) return 'low';
  return runsAsRoot(container) === false ? 'medium' : 'high';
}
