import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../test/support/kubernetes.ts';
import { type Container, type Field, knownValue, type Pod, type WrittenContainer } from '../../model/index.ts';

const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {app: of-the-owner}}
spec:
  template:
    metadata:
      labels: {app: web, tier: "\${TIER}"}
      annotations: {a: b}
    spec:
      hostPID: false
      hostNetwork: false
      hostUsers: false
      os: {name: linux}
      nodeSelector: {kubernetes.io/os: windows}
      resources: {limits: {memory: 1Ki}}
      securityContext:
        runAsNonRoot: false
        sysctls: [{name: net/core/somaxconn, value: "1"}]
      volumes:
        - name: data
          hostPath: {path: /data}
        - name: scratch
      containers:
        - name: one
          image: x
          livenessProbe: {httpGet: {port: 80, host: a}}
          lifecycle: {preStop: {tcpSocket: {port: 1, host: b}}}
          securityContext:
            privileged: false
            allowPrivilegeEscalation: true
            procMount: Default
            runAsUser: 0
            capabilities: {add: [cap_chown], drop: [all]}
            windowsOptions: {hostProcess: false}
        - name: two
          image: x
`;

const { containers, problems } = readManifest(text);
const [one, two] = containers as [Container, Container];
const pod = one.pod as Pod;
const own = one.written as WrittenContainer;
const values = (fields: readonly (Field<unknown> | undefined)[] = []) => fields.map((field) => knownValue(field));

describe('the words of a pod', () => {
  it('are one object for all its containers', () => {
    expect(two.pod).toBe(pod);
    expect([one.written?.leads, two.written?.leads]).toEqual([true, false]);
  });

  it('are those of the pod, not of its owner nor of its containers', () => {
    expect(pod.name).toBe('shop/Deployment/web');
    expect(knownValue(pod.namespace)).toBe('shop');
    expect(knownValue(pod.labels.get('app'))).toBe('web');
    expect(pod.labels.get('tier')?.state).toBe('unknown');
    expect(knownValue(pod.annotations.get('a'))).toBe('b');
    expect(values([pod.hostPID, pod.hostUsers, pod.os, pod.hostIPC])).toEqual([false, false, 'linux', undefined]);
    expect(knownValue(pod.security.runAsNonRoot)).toBe(false);
    expect(pod.security.runAsUser).toBeUndefined();
    expect(knownValue(pod.limits?.memory)).toBe(1024);
  });

  it('name sysctls and volumes as they stand, mounted or not', () => {
    expect(values(pod.sysctls)).toEqual(['net/core/somaxconn']);
    expect(pod.volumes.map(({ name, kinds }) => [name, values(kinds)])).toEqual([
      ['data', ['hostPath']],
      ['scratch', []],
    ]);
  });

  it('keep what a container says before it is made into anything', () => {
    expect(values([own.privileged, own.allowPrivilegeEscalation, own.procMount])).toEqual([false, true, 'Default']);
    expect(values([own.security.runAsUser, own.security.hostProcess])).toEqual([0, false]);
    expect(own.security.runAsNonRoot).toBeUndefined();
    expect([values(own.capabilities?.add), values(own.capabilities?.drop)]).toEqual([['cap_chown'], ['all']]);
    expect(own.hosts.map(({ path, host }) => [path, knownValue(host)])).toEqual([
      ['livenessProbe.httpGet.host', 'a'],
      ['lifecycle.preStop.tcpSocket.host', 'b'],
    ]);
  });

  it('point at their place', () => {
    const at = (field: Field<unknown> | undefined) => field?.origin && text.slice(field.origin.start, field.origin.end);
    expect(at(pod.hostPID)).toBe('hostPID: false');
    expect(at(own.capabilities?.drop?.[0])).toBe('all');
    expect(at(pod.volumes[0]?.kinds[0])).toBe('hostPath: {path: /data}');
    expect(text.slice(pod.origin.start, pod.origin.end)).toBe('name: web');
  });

  it('cause no problem by themselves', () => {
    expect(problems.map(({ message }) => message).filter((message) => !message.includes('cap_chown') && !message.includes('CAP_'))).toEqual(
      [],
    );
  });
});
