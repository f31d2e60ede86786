import type { Control } from '../model/index.ts';

/**
 * What is wrong with an acceptance itself. It judges no container, so it stands in no list of controls; reports and `explain` know it.
 */
export const acceptedRisk: Control = {
  id: 'accepted-risk',
  group: 'privilege',
  title: 'Every accepted risk has a reason, an end that is not past, and a finding that it answers for',
  stops: 'A finding does not stay hidden after the reason to live with it is gone.',
  why: 'An acceptance hides a finding on purpose. Without a reason nobody can judge it later, without an end nobody will; one that answers for no finding waits to hide the next one, and one with a misspelt control hides nothing while its author believes it does. So each of these is told, and an acceptance that has ended no longer counts. docs/LIVING-WITH-IT.md says how to write one.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  judges: [],
  references: {},
  judge: () => [],
  harden: () => [],
  risk: { safe: false, because: 'only its author knows whether the risk is still wanted', test: 'Decide anew.' },
};
