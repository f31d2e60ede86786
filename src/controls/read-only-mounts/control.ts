import {
  broken,
  type Change,
  type Control,
  held,
  inapplicable,
  isUnknown,
  knownValue,
  type Mount,
  undecided,
  type Verdict,
} from '../../model/index.ts';
import { isConfiguration } from './configuration.ts';

export const readOnlyMounts: Control = {
  id: 'read-only-mounts',
  group: 'filesystem',
  title: 'Configuration that the host gives to the container is mounted read-only',
  stops: 'An intruder cannot change the configuration, scripts or certificates that the program reads when it starts again.',
  why: 'A bind mount is writable unless it says otherwise, and a change to it outlives the container: a configuration file of a web server is enough to run commands at its next start, and the file lies in your project. Only mounts that look like configuration are judged: single files with an extension that configuration, scripts and certificates have, and folders put under /etc or into an initdb.d. A program that rewrites its own configuration (some have a web page for it) needs it writable: it says "Read-only file system" in its log when it does not get it.',
  severity: 'low',
  gain: 'host',
  level: 'strict',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'a program that changes its own configuration can no longer do so',
    test: 'Let it save its settings, if it can',
  },
  references: { nist800190: ['4.5.5'] },
  judge(container) {
    const mounts = container.mounts.filter(isCandidate);
    return mounts.length > 0 ? mounts.map(judgeMount) : inapplicable('mounts no configuration of the host');
  },
  harden: ({ mounts }) => mounts.filter((mount) => isCandidate(mount) && !knownValue(mount.readonly)).flatMap(makeReadOnly),
};

function judgeMount(mount: Mount): Verdict {
  const { source, destination, readonly, origin } = mount;
  if (isUnknown(readonly)) return undecided(readonly);
  const what = knownValue(source) ?? knownValue(destination) ?? 'a mount';
  if (knownValue(readonly)) return held(`${what} is mounted read-only`, readonly);
  return broken(`mounts ${what} writable, which looks like configuration`, readonly ?? source, {
    // Nobody wrote "writable": the mount itself is the place.
    origin: readonly?.origin ?? source?.origin ?? origin,
    remedy: makeReadOnly(mount),
  });
}

const isCandidate = ({ type, source, destination }: Mount): boolean =>
  knownValue(type) === 'bind' && isConfiguration(knownValue(source) ?? '', knownValue(destination) ?? '');

function makeReadOnly({ destination }: Mount): Change[] {
  const path = knownValue(destination);
  return path === undefined ? [] : [{ set: 'mounts.readonly', to: { destination: path } }];
}
