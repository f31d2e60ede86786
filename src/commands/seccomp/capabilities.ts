import { inForce } from '../../engines/version.ts';
import { allCapabilities } from '../../facts/capabilities.ts';
import { engineFacts } from '../../facts/engines/index.ts';

/** The capabilities that the newest version of an engine gives a container; plain OCI gives what is written, so none is known. */
export function inForceCapabilities(engine: 'docker' | 'podman' | 'kubernetes' | 'oci' | 'all'): readonly string[] {
  if (engine === 'all') return allCapabilities;
  if (engine === 'oci') return [];
  const { capabilities, versions } = engineFacts[engine];
  return inForce(capabilities, versions.at(-1) ?? '')[0] ?? [];
}
