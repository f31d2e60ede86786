import { expect, it } from 'vitest';
import { configText } from './config-text.ts';

const docker = {
  architecture: 'amd64',
  config: { Hostname: '', Env: ['A=b'], Cmd: ['x'], Image: 'sha256:x', Volumes: null, Labels: {}, User: '1' },
  container: 'abc',
  created: '2026',
  docker_version: '20.10',
  history: [
    { created: '2026', created_by: 'COPY', comment: 'x' },
    { created_by: 'USER', empty_layer: true, author: 'me' },
  ],
  os: 'linux',
  rootfs: { type: 'layers', diff_ids: ['sha256:a'] },
};

it('says the same of what engines say in their own order, and more or less', () => {
  const { config, history, ...rest } = docker;
  const podman = {
    history: history.map(({ created_by, empty_layer }) => ({ created_by, empty_layer: empty_layer === true })),
    ...rest,
    variant: '',
    config: { User: config.User, Env: config.Env, Cmd: config.Cmd },
  };
  expect(configText(podman)).toBe(configText(docker));
  expect(Object.keys(JSON.parse(configText(docker)))).toEqual(['architecture', 'os', 'config', 'rootfs', 'history']);
});

it.each([{}, { config: 7, history: 'x' }, { config: null, history: [7] }])('never throws: %j', (config) => {
  expect(JSON.parse(configText(config))).toHaveProperty('config', {});
});

it('keeps what Docker alone knows', () => {
  expect(configText({ config: { Healthcheck: { Test: ['NONE'] }, OnBuild: ['RUN x'] } })).toMatch(/"Healthcheck"[\s\S]*"OnBuild"/);
});
