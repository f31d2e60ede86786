import { hostControls } from '../../../controls/host-index.ts';
import { machineDoor } from '../../../host/machine-door.ts';
import { readHost } from '../../../machine/index.ts';
import { type HostControl, type HostVerdict, knownValue, type MachineDoor } from '../../../model/index.ts';
import { isProfileName, standardOf } from '../../../policies/names.ts';
import { hostFinding, hostId } from '../../../reports/host-finding.ts';
import { viewOfHost } from '../../../reports/views.ts';
import { oneLine } from '../../../text/printable.ts';
import { type CheckOptions, questionOf } from '../question.ts';
import { type Examined, nothing, passedOver } from './examine.ts';

/** The machine → findings. */
export async function examineHost(options: CheckOptions, door: MachineDoor = machineDoor): Promise<Examined> {
  const question = questionOf(options);
  const controls = controlsFor(options).filter(({ id }) => question.severity[id] !== 'off');
  if (controls.length === 0) return passedOver(hostId, `the machine has nothing that --profile ${options.profile} or --control asks for`);
  const { host, problems } = await readHost(door);
  const judged = controls.flatMap((control) => control.judge(host).map((verdict) => ({ control, verdict })));
  const kept = judged.filter(({ verdict }) => question.strict || !isStrict(verdict));
  const told = kept.filter(({ verdict }) => question.all || verdict.outcome === 'broken' || verdict.outcome === 'unknown');
  const name = knownValue(host.view) === 'container' ? 'this host, as this container sees it' : 'this host';
  return {
    ...nothing,
    containers: [
      {
        id: hostId,
        name,
        kind: 'host',
        surface: 'host',
        engine: 'none',
        file: hostId,
        line: 1,
        ...(question.views ? { effective: viewOfHost(host) } : {}),
      },
    ],
    findings: told.map(({ control, verdict }) => {
      const finding = hostFinding(control, verdict, host);
      const asked = question.severity[control.id];
      return asked === undefined || asked === 'off' ? finding : { ...finding, severity: asked };
    }),
    problems: problems.map((problem) => ({ ...problem, message: oneLine(problem.message) })),
    held: { [hostId]: kept.filter(({ verdict }) => verdict.outcome === 'held').length },
  };
}

/** A standard's profile asks for the controls that bear its ids. */
function controlsFor({ controls, profile }: CheckOptions): readonly HostControl[] {
  if (controls !== undefined) return hostControls.filter(({ id }) => controls.includes(id));
  const standard = isProfileName(profile) ? standardOf[profile] : undefined;
  if (standard !== undefined) return hostControls.filter(({ references }) => (references[standard]?.length ?? 0) > 0);
  return profile === 'strict' ? hostControls : hostControls.filter(({ level }) => level === 'recommended');
}

const isStrict = (verdict: HostVerdict): boolean => verdict.outcome === 'broken' && verdict.level === 'strict';
