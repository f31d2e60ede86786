import { broken, type DockerDaemon, type HostVerdict, isKnown, knownValue } from '../../model/index.ts';

/** What is written, and what the running engine answers to GET /info: a file that was changed and never read again is no wall. */
export function driftVerdicts({ name, settings, security }: DockerDaemon): HostVerdict[] {
  if (!isKnown(security)) return [];
  const has = (option: string): boolean =>
    security.value.some((answer) => answer === `name=${option}` || answer.startsWith(`name=${option},`));
  const drift = (setting: string): HostVerdict => ({
    ...broken(`${name}: ${setting} is written, and the running engine does not have it`, security, { severity: 'medium' }),
    steps: ['restart the daemon, and look into its log if it is still so'],
  });
  return [
    ...(knownValue(settings['no-new-privileges']) === true && !has('no-new-privileges') ? [drift('no-new-privileges')] : []),
    ...((knownValue(settings['userns-remap']) ?? '') !== '' && !has('userns') ? [drift('userns-remap')] : []),
    ...(knownValue(settings['selinux-enabled']) === true && !has('selinux') ? [drift('selinux-enabled')] : []),
    ...(!has('seccomp') && security.value.length > 0 ? [noSeccomp(name, security)] : []),
  ];
}

const noSeccomp = (name: string, security: NonNullable<DockerDaemon['security']>): HostVerdict => ({
  ...broken(`${name} says that it runs containers without seccomp`, security, { severity: 'high', gain: 'host' }),
  steps: ['use a kernel and a runc that were built with seccomp'],
});
