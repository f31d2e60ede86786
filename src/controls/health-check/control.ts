import { broken, type Container, type Control, held, inapplicable, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const healthCheck: Control = {
  id: 'health-check',
  group: 'image',
  title: 'Something looks whether the program still answers',
  stops:
    'A program that hangs, or was made to hang, is noticed and started anew, rather than taken for healthy as long as its process lives.',
  why: 'An engine sees only whether the first process is alive. A health check asks the program itself: Docker and Podman then show it as unhealthy, and Swarm, Compose (depends_on: condition: service_healthy) and Podman (--health-on-failure) act on it; Kubernetes restarts on a failed liveness probe and sends no traffic while the readiness probe fails. Kubernetes does not look at the HEALTHCHECK of an image. Keep the check cheap and local: one that asks the database restarts every replica when the database is slow. An image without a shell needs a program that checks itself.',
  severity: 'low',
  gain: 'availability',
  level: 'strict',
  judges: ['container', 'image'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'a check that asks the wrong thing has a healthy container restarted or kept out',
    test: 'Let it run for an hour and look at its health',
  },
  references: { cisDocker: ['4.6', '5.27'], mitre: ['T1499'] },
  judge(container) {
    const reason = runsToItsEnd(container);
    if (reason !== undefined) return inapplicable(reason);
    const field = container.healthcheck;
    if (isUnknown(field)) return undecided(field, 'low');
    const check = knownValue(field);
    if (check?.disabled === true) return broken('turns the health check off', field);
    if (check !== undefined) return held('has a health check', field);
    if (container.kind === 'image') return broken('declares no HEALTHCHECK');
    if (container.engine === 'kubernetes') return broken('has no probe');
    // An engine merges what the image says into a container that it makes.
    if (container.image.built !== undefined || container.surface === 'inspect') return broken('has no health check, nor has its image');
    return undecided(
      { because: 'it declares none, and whether its image has a HEALTHCHECK was not looked at', origin: container.origin },
      'low',
    );
  },
  harden: () => [{ set: 'healthcheck', to: true }],
};

/** Nobody asks after the health of what is to end. */
function runsToItsEnd({ engine, role, name }: Container): string | undefined {
  if (engine === 'oci') return 'a runtime has no health check';
  if (engine !== 'kubernetes') return undefined;
  if (role === 'init' || role === 'ephemeral') return `${role === 'init' ? 'an init' : 'an ephemeral'} container has no probes`;
  return /^(?:Job|CronJob)\//.test(name) ? 'a job runs to its end' : undefined;
}
