import { describe, expect, it } from 'vitest';
import { at, container, type Overrides, source, table } from '../../../test/support/table.ts';
import { byDefault, type Direction, type PodPolicies, type SelectingPolicy, unknown } from '../../model/index.ts';
import { networkPolicy } from './control.ts';

const origin = { source, start: 0, end: 1 };

const policy = (types: readonly Direction[], writes: readonly Direction[] = types): SelectingPolicy => ({
  name: 'p',
  origin,
  spec: { selects: { origin, requirements: [] }, types: at(types), writes, ingress: [], egress: [] },
});

const pod = (policies: Partial<PodPolicies>, more: Overrides = {}): Overrides => ({
  engine: 'kubernetes',
  surface: 'kubernetes',
  policies: { inRun: 3, selecting: [], perhaps: [], ...policies },
  ...more,
});

const doubt = (types: readonly Direction[]) => [{ because: 'the CiliumNetworkPolicy c may select it', origin, types }];
const unsure = { ...policy([]), spec: { ...policy([]).spec, types: unknown('to be filled in') } };

table(networkPolicy, [
  ['none in the run', pod({ inRun: 0 }), 'broken', /\(the files hold none\): every pod may reach it and it may reach every address/],
  ['none selects it', pod({}), 'broken', /^no network policy selects it: every pod/],
  ['one for both', pod({ selecting: [policy(['ingress', 'egress'])] }), 'held', /policy p selects it/],
  ['two that add up', pod({ selecting: [policy(['ingress']), policy(['egress'])] }), 'held', /2 network policies/],
  ['ingress alone', pod({ selecting: [policy(['ingress'])] }), 'broken', /for egress: it may reach every address$/],
  ['egress alone', pod({ selecting: [policy(['egress'])] }), 'broken', /for ingress: every pod may reach it$/],
  ['egress: [] without policyTypes', pod({ selecting: [policy(['ingress'], ['egress'])] }), 'broken', /p has the key egress, but not/],
  ['policyTypes that are to be filled in', pod({ selecting: [unsure] }), 'unknown', /what the network policy p restricts/],
  ['a kind that is not read', pod({ perhaps: doubt(['ingress', 'egress']) }), 'unknown', /CiliumNetworkPolicy/],
  ['perhaps for ingress, none for egress', pod({ perhaps: doubt(['ingress']) }), 'broken', /for egress/],
  ['the network of the node', pod({ inRun: 0 }, { linux: { namespaces: { network: at({ mode: 'host' }) } } }), 'inapplicable'],
  ['a network of its own', pod({ inRun: 0 }, { linux: { namespaces: { network: byDefault({ mode: 'private' }, 'k') } } }), 'broken'],
  ['hostNetwork that is to be filled in', pod({}, { linux: { namespaces: { network: unknown('a template') } } }), 'unknown'],
  ['not looked at', { engine: 'kubernetes' }, 'unknown'],
  ['Docker', {}, 'inapplicable', /only Kubernetes/],
  ['Podman', { engine: 'podman' }, 'inapplicable', /only Kubernetes/],
]);

describe('network-policy', () => {
  it('is told once a pod', () => {
    const written = { name: 'b', leads: false, security: {}, hosts: [] };
    expect(networkPolicy.judge({ ...container(pod({})), written })).toMatchObject({ outcome: 'inapplicable' });
  });

  it('asks for the directions that are open', () => {
    const verdict = networkPolicy.judge(container(pod({ selecting: [policy(['ingress'])] })));
    expect(verdict).toMatchObject({ remedy: [{ set: 'networkPolicy', to: { directions: ['egress'] } }] });
    expect(networkPolicy.harden(container(pod({})))).toEqual([{ set: 'networkPolicy', to: { directions: ['ingress', 'egress'] } }]);
  });
});
