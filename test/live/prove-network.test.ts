import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProofReport, ProvedNetwork } from '../../src/reports/proof/shape.ts';
import { cli } from '../support/cli.ts';
import { type FilteringEngine, image, startFilteringDocker, startFilteringPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';

/**
 * The way out and to others, on engines that set packet filters: what the evaluator says of the rules that are really there, and what is met. Nothing is sent
 * to other machines: the way out of the engine's network leads nowhere.
 */
const schema = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(readFileSync(new URL('../../docs/proof.schema.json', import.meta.url), 'utf8')),
);
/** Milliseconds: of a test, and of the one or two proofs in it. */
const patience = { timeout: 300_000 };

interface Met {
  readonly network: ProvedNetwork;
  /** The verdict of the measure that is about others on the default bridge. */
  readonly bridge: string | undefined;
}

function prove(words: readonly string[], env: NodeJS.ProcessEnv = process.env): Met {
  const { stdout, stderr } = spawnSync(process.execPath, [cli, 'prove', '--format', 'json', ...words], {
    ...{ encoding: 'utf8', env, timeout: patience.timeout },
  });
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout) as ProofReport;
  expect(schema(report) || schema.errors).toBe(true);
  const [one] = report.containers;
  if (one?.network === undefined) throw new Error(`nothing is said of its network: ${stdout.slice(0, 2000)}`);
  return { network: one.network, bridge: one.controls.find(({ control }) => control === 'default-bridge')?.verdict };
}

const stateOf = ({ network }: Met, family: 'ipv4' | 'ipv6', packet: string): string => {
  const found = network.egress.find((one) => one.family === family && one.packet === packet);
  return `${found?.state}: ${found?.because}`;
};
const others = ({ network }: Met): string[] =>
  network.neighbours.map((one) => `${one.network} ${one.whom.replace(/ .*/, '')} ${one.state}`);

/** Does something while a rule of the administrator stands first in a chain. */
function withRule({ inside }: FilteringEngine, chain: string, rule: readonly string[], work: () => void): void {
  inside('iptables', '-I', chain, ...rule);
  try {
    work();
  } finally {
    inside('iptables', '-D', chain, ...rule);
  }
}

/** Does something while another container runs. */
function withOther({ client }: FilteringEngine, options: readonly string[], work: (id: string) => void): void {
  const id = client('run', '--detach', ...options, image);
  try {
    work(id);
  } finally {
    client('rm', '--force', id);
  }
}

const noDocker = whyNoDocker();
describe.skipIf(noDocker !== undefined)(noDocker === undefined ? 'Docker' : `Docker (skipped: ${noDocker})`, () => {
  let engine: FilteringEngine;
  beforeAll(async () => {
    engine = await startFilteringDocker();
    engine.client('network', 'create', 'shop');
    engine.client('network', 'create', '--internal', 'closed');
    engine.client('network', 'create', '--opt', 'com.docker.network.bridge.enable_icc=false', 'apart');
  }, patience.timeout);
  afterAll(() => engine?.stop(), patience.timeout);

  const run = (...flags: readonly string[]): Met => prove(['--', '/usr/bin/docker', '-H', engine.url, 'run', ...flags, image, 'x']);

  it('a plain container gets out, and to whom is on its bridge', patience, () => {
    const alone = run();
    expect(stateOf(alone, 'ipv4', 'tcp 443')).toMatch(/^open: it goes by eth0, docker0 and up0, and no filter stops it$/);
    expect(stateOf(alone, 'ipv6', 'tcp 443')).toMatch(/^closed: /);
    expect(alone).toMatchObject({ bridge: 'fails', network: { neighbours: [{ whom: 'others on docker0', state: 'open' }], declared: [] } });
    withOther(engine, ['--network', 'bridge'], () => {
      const met = run();
      expect(others(met)).toEqual(['same container reached']);
      expect(met.bridge).toBe('fails');
    });
  });

  it('two networks are parted', patience, () => {
    withOther(engine, ['--network', 'bridge'], () => {
      const met = run('--network', 'shop');
      expect(others(met)).toEqual(['other container blocked', expect.stringMatching(/^same others open$/)]);
      expect(met.bridge).toBe('holds');
    });
  });

  it('on one network two reach each other', patience, () => {
    withOther(engine, ['--network', 'shop'], () => expect(others(run('--network', 'shop'))).toEqual(['same container reached']));
  });

  it('a network that keeps its containers apart', patience, () => {
    expect(others(run('--network', 'apart'))).toEqual(['same others blocked']);
    withOther(engine, ['--network', 'apart'], () => {
      const met = run('--network', 'apart');
      expect(others(met)).toEqual(['same container blocked']);
      expect(met.network.neighbours[0]?.because).toMatch(/dropped on the machine by -A /);
      expect(stateOf(met, 'ipv4', 'udp 53')).toMatch(/^open: /);
    });
  });

  it('an internal network has no way out', patience, () => {
    const met = run('--network', 'closed');
    expect(stateOf(met, 'ipv4', 'tcp 443')).toMatch(/^closed: (?:dropped on the machine by -A DOCKER-|there is no route out)/);
    expect(met.network.declared).toEqual(['the network closed is internal']);
  });

  it('no network at all', patience, () => {
    const met = run('--network', 'none');
    expect(stateOf(met, 'ipv4', 'tcp 443')).toBe('closed: there is no route out');
    expect(met.network).toMatchObject({ neighbours: [], declared: ['it has no network'] });
  });

  it('what the administrator drops', patience, () => {
    withRule(engine, 'DOCKER-USER', ['-i', 'docker0', '!', '-o', 'docker0', '-p', 'tcp', '-j', 'DROP'], () => {
      const met = run();
      expect(stateOf(met, 'ipv4', 'tcp 443')).toMatch(
        /^closed: dropped on the machine by -A DOCKER-USER .*-j DROP \(iptables, table filter, chain FORWARD\)$/,
      );
      expect(stateOf(met, 'ipv4', 'udp 53')).toMatch(/^open: /);
    });
  });

  it('what cannot be told is not guessed', patience, () => {
    withRule(engine, 'DOCKER-USER', ['-i', 'docker0', '-m', 'limit', '--limit', '5/min', '-j', 'DROP'], () => {
      expect(stateOf(run(), 'ipv4', 'tcp 443')).toMatch(/^unknown: it depends on -A DOCKER-USER .*-m limit/);
    });
  });

  it('what is refused as if nobody listened', patience, () => {
    withRule(engine, 'DOCKER-USER', ['-i', 'docker0', '-o', 'docker0', '-j', 'REJECT'], () =>
      withOther(engine, ['--network', 'bridge'], () => expect(others(run())).toEqual(['same container blocked'])),
    );
  });

  it('a machine that does not forward', patience, () => {
    const forward = (value: 0 | 1): string => engine.inside('sh', '-c', `echo ${value} >/proc/sys/net/ipv4/ip_forward`);
    forward(0);
    try {
      expect(stateOf(run(), 'ipv4', 'tcp 443')).toBe('closed: the machine does not forward IPv4');
    } finally {
      forward(1);
    }
  });

  it('a container that runs, entered', patience, () => {
    withOther(engine, ['--network', 'closed'], (id) => {
      const met = prove(['--live', `container:${id}`], { ...process.env, DOCKER_HOST: engine.url });
      expect(met.network.declared).toEqual(['the network closed is internal']);
      expect(met.network.egress[0]?.state).toBe('closed');
    });
  });
});

const noPodman = whyNoPodman();
describe.skipIf(noPodman !== undefined)(noPodman === undefined ? 'Podman' : `Podman (skipped: ${noPodman})`, () => {
  let engine: FilteringEngine;
  beforeAll(async () => {
    engine = await startFilteringPodman();
    engine.client('network', 'create', '--internal', 'closed');
  }, patience.timeout);
  afterAll(() => engine?.stop(), patience.timeout);

  const run = (...flags: readonly string[]): Met =>
    prove(['--', '/usr/bin/podman', '--remote', '--url', engine.url, 'run', ...flags, image, 'x']);

  it('a plain container gets out, and to whom is on its bridge', patience, () => {
    const alone = run();
    expect(stateOf(alone, 'ipv4', 'tcp 443')).toMatch(/^open: it goes by eth0, podman\d+ and up0, and no filter stops it$/);
    expect(others(alone)).toEqual(['same others open']);
    withOther(engine, [], () => expect(others(run())).toEqual(['same container reached']));
  });

  it('an internal network has no way out', patience, () => {
    const met = run('--network', 'closed');
    expect(stateOf(met, 'ipv4', 'tcp 443')).toMatch(/^closed: /);
    expect(met.network.declared).toEqual(['the network closed is internal']);
  });

  it('what the administrator drops', patience, () => {
    withRule(engine, 'FORWARD', ['-s', '10.0.0.0/8', '-o', 'up0', '-j', 'DROP'], () =>
      expect(stateOf(run(), 'ipv4', 'tcp 443')).toMatch(/^closed: dropped on the machine by -A FORWARD -s 10.0.0.0\/8 -o up0 -j DROP/),
    );
  });
});
