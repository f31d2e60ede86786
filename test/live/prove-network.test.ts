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
const patience = { timeout: 120_000 };

interface Met {
  readonly network: ProvedNetwork;
  /** The verdict of the measure that is about others on the default bridge. */
  readonly bridge: string | undefined;
}

function prove(...words: readonly string[]): Met {
  const { stdout, stderr } = spawnSync(process.execPath, [cli, 'prove', '--format', 'json', ...words], {
    encoding: 'utf8',
    timeout: 100_000,
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

const noDocker = whyNoDocker();
describe.skipIf(noDocker !== undefined)(noDocker === undefined ? 'Docker' : `Docker (skipped: ${noDocker})`, () => {
  let engine: FilteringEngine;
  beforeAll(async () => {
    engine = await startFilteringDocker();
    engine.client('network', 'create', 'shop');
    engine.client('network', 'create', '--internal', 'closed');
    engine.client('network', 'create', '--opt', 'com.docker.network.bridge.enable_icc=false', 'apart');
  }, 120_000);
  afterAll(() => engine?.stop(), 60_000);

  const run = (...flags: readonly string[]): Met => prove('--', '/usr/bin/docker', '-H', engine.url, 'run', ...flags, image, 'x');
  const iptables = (...words: readonly string[]): string => engine.inside('iptables', ...words);
  /** Does something while a rule of the administrator stands first. */
  function withRule(words: readonly string[], work: () => void): void {
    iptables('-I', 'DOCKER-USER', ...words);
    try {
      work();
    } finally {
      iptables('-D', 'DOCKER-USER', ...words);
    }
  }
  function withOther(network: string, work: () => void): void {
    const id = engine.client('run', '--detach', '--network', network, image);
    try {
      work();
    } finally {
      engine.client('rm', '--force', id);
    }
  }

  it('a plain container gets out, and to whom is on its bridge', patience, () => {
    const alone = run();
    expect(stateOf(alone, 'ipv4', 'tcp 443')).toMatch(/^open: it goes by eth0, docker0 and up0, and no filter stops it$/);
    expect(stateOf(alone, 'ipv6', 'tcp 443')).toMatch(/^closed: /);
    expect(alone).toMatchObject({ bridge: 'fails', network: { neighbours: [{ whom: 'others on docker0', state: 'open' }], declared: [] } });
    withOther('bridge', () => {
      const met = run();
      expect(others(met)).toEqual(['same container reached']);
      expect(met.bridge).toBe('fails');
    });
  });

  it('two networks are parted', patience, () => {
    withOther('bridge', () => {
      const met = run('--network', 'shop');
      expect(others(met)).toEqual(['other container blocked', expect.stringMatching(/^same others open$/)]);
      expect(met.bridge).toBe('holds');
    });
  });

  it('on one network two reach each other', patience, () => {
    withOther('shop', () => expect(others(run('--network', 'shop'))).toEqual(['same container reached']));
  });

  it('a network that keeps its containers apart', patience, () => {
    expect(others(run('--network', 'apart'))).toEqual(['same others blocked']);
    withOther('apart', () => {
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
    withRule(['-i', 'docker0', '!', '-o', 'docker0', '-p', 'tcp', '-j', 'DROP'], () => {
      const met = run();
      expect(stateOf(met, 'ipv4', 'tcp 443')).toMatch(
        /^closed: dropped on the machine by -A DOCKER-USER .*-j DROP \(iptables, table filter, chain FORWARD\)$/,
      );
      expect(stateOf(met, 'ipv4', 'udp 53')).toMatch(/^open: /);
    });
  });

  it('what cannot be told is not guessed', patience, () => {
    withRule(['-i', 'docker0', '-m', 'limit', '--limit', '5/min', '-j', 'DROP'], () => {
      expect(stateOf(run(), 'ipv4', 'tcp 443')).toMatch(/^unknown: it depends on -A DOCKER-USER .*-m limit/);
    });
  });

  it('what is refused as if nobody listened', patience, () => {
    withRule(['-i', 'docker0', '-o', 'docker0', '-j', 'REJECT'], () =>
      withOther('bridge', () => expect(others(run())).toEqual(['same container blocked'])),
    );
  });

  it('a machine that does not forward', patience, () => {
    engine.inside('sh', '-c', 'echo 0 >/proc/sys/net/ipv4/ip_forward');
    expect(stateOf(run(), 'ipv4', 'tcp 443')).toBe('closed: the machine does not forward IPv4');
    engine.inside('sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward');
  });

  it('a container that runs, entered', patience, () => {
    const id = engine.client('run', '--detach', '--network', 'closed', '--name', 'entered', image);
    const { stdout, stderr } = spawnSync(process.execPath, [cli, 'prove', '--live', 'container:entered', '--format', 'json'], {
      ...{ encoding: 'utf8', timeout: 100_000 },
      env: { ...process.env, DOCKER_HOST: engine.url },
    });
    engine.client('rm', '--force', id);
    const [one] = (JSON.parse(stdout || `{"containers": [], "why": ${JSON.stringify(stderr)}}`) as ProofReport).containers;
    expect(one?.network?.declared).toEqual(['the network closed is internal']);
    expect(one?.network?.egress[0]?.state).toBe('closed');
  });
});

const noPodman = whyNoPodman();
describe.skipIf(noPodman !== undefined)(noPodman === undefined ? 'Podman' : `Podman (skipped: ${noPodman})`, () => {
  let engine: FilteringEngine;
  beforeAll(async () => {
    engine = await startFilteringPodman();
    engine.client('network', 'create', '--internal', 'closed');
  }, 120_000);
  afterAll(() => engine?.stop(), 60_000);

  const run = (...flags: readonly string[]): Met =>
    prove('--', '/usr/bin/podman', '--remote', '--url', engine.url, 'run', ...flags, image, 'x');

  it('a plain container gets out, and to whom is on its bridge', patience, () => {
    const alone = run();
    expect(stateOf(alone, 'ipv4', 'tcp 443')).toMatch(/^open: it goes by eth0, podman\d+ and up0, and no filter stops it$/);
    expect(others(alone)).toEqual(['same others open']);
    engine.client('run', '--detach', '--name', 'other', image);
    expect(others(run())).toEqual(['same container reached']);
  });

  it('an internal network has no way out', patience, () => {
    const met = run('--network', 'closed');
    expect(stateOf(met, 'ipv4', 'tcp 443')).toMatch(/^closed: /);
    expect(met.network.declared).toEqual(['the network closed is internal']);
  });

  it('what the administrator drops', patience, () => {
    engine.inside('iptables', '-I', 'FORWARD', '-s', '10.0.0.0/8', '-o', 'up0', '-j', 'DROP');
    expect(stateOf(run(), 'ipv4', 'tcp 443')).toMatch(/^closed: dropped on the machine by -A FORWARD -s 10.0.0.0\/8 -o up0 -j DROP/);
  });
});
