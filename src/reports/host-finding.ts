import type { Finding, Host, HostControl, HostVerdict, Origin } from '../model/index.ts';
import { excerptOf } from '../text/excerpt.ts';
import { placeOf } from '../text/lines.ts';
import { oneLine } from '../text/printable.ts';

/** The id of the one machine of a run. */
export const hostId = 'host';

/** A verdict on the machine as plain data; its place is the file that was read, its remedy what to do on the machine. */
export function hostFinding(control: HostControl, verdict: HostVerdict, host: Host): Finding {
  const decided = decidingOrigin(verdict);
  const open = verdict.outcome === 'broken' || verdict.outcome === 'unknown';
  const from = 'field' in verdict && verdict.field?.state === 'default' ? verdict.field.from : undefined;
  return {
    control: control.id,
    severity: ('severity' in verdict ? verdict.severity : undefined) ?? control.severity,
    outcome: verdict.outcome,
    gain: (verdict.outcome === 'broken' ? verdict.gain : undefined) ?? control.gain,
    container: hostId,
    detail: oneLine('detail' in verdict ? verdict.detail : verdict.because),
    origin: placeOf(decided ?? host.origin),
    ...(open && decided !== undefined && decided.source.text !== '' ? { excerpt: excerptOf(decided) } : {}),
    ...(from === undefined ? {} : { from }),
    ...(verdict.outcome === 'broken' ? { remedy: verdict.steps ?? control.steps } : {}),
    references: verdict.cisDocker === undefined ? control.references : { ...control.references, cisDocker: verdict.cisDocker },
  };
}

function decidingOrigin(verdict: HostVerdict): Origin | undefined {
  if ('origin' in verdict && verdict.origin !== undefined) return verdict.origin;
  return 'field' in verdict ? verdict.field?.origin : undefined;
}
