import { resolve } from '../../src/engines/index.ts';
import { defaultEngine } from '../../src/engines/known.ts';
import { judge } from '../../src/judge.ts';
import type { Outcome } from '../../src/model/index.ts';
import { pssControls } from '../../src/policies/pss/checks.ts';
import { reader } from '../../src/surfaces/kubernetes/read.ts';

/** What differs from a pod that passes every check; each in YAML's flow style, without the outer braces. */
export interface Parts {
  readonly metadata?: string;
  /** Further keys of the pod's spec, one a line. */
  readonly spec?: readonly string[];
  /** The pod's securityContext. */
  readonly pod?: string;
  /** Further keys of the container, one a line. */
  readonly container?: readonly string[];
  /** The container's securityContext. */
  readonly own?: string;
}

/** What restricted asks of every pod. */
export const podGood = 'runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}';
export const ownGood = 'allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}';

export const manifest = ({ metadata = '', spec = [], pod = podGood, container = [], own = ownGood }: Parts): string =>
  [
    'apiVersion: v1',
    'kind: Pod',
    `metadata: {name: web, ${metadata}}`,
    'spec:',
    ...spec.map((line) => `  ${line}`),
    `  securityContext: {${pod}}`,
    '  containers:',
    '    - name: web',
    '      image: nginx:1.27',
    ...container.map((line) => `      ${line}`),
    `      securityContext: {${own}}`,
    '',
  ].join('\n');

/** The ids of the checks that answer so, each once, sorted. */
export function answers(text: string, level: 'baseline' | 'restricted', version: number, outcome: Outcome = 'broken'): string[] {
  const { containers } = reader.read({ path: 'pod.yaml', text }, { load: () => undefined, env: {} });
  const controls = pssControls(level, version);
  const found = containers
    .flatMap((container) => judge(resolve(container, defaultEngine('kubernetes')), controls))
    .filter(({ verdict }) => verdict.outcome === outcome)
    .flatMap(({ control }) => control.references.pss ?? []);
  return [...new Set(found)].sort();
}
