import { sha256 } from '../../host/digest.ts';
import { keptFile } from '../../host/kept-file.ts';
import { machine } from '../../host/machine.ts';
import { type Container, knownValue } from '../../model/index.ts';
import { type StricterProfile, stricterProfile } from '../../profiles/seccomp/index.ts';

const architectures: Readonly<Record<string, 'x86_64' | 'aarch64'>> = { x64: 'x86_64', arm64: 'aarch64' };

/** The stricter profile for what the container may do (effective view). Undefined: there is none for this machine, and the engine's own stays. */
export function profileFor({ process }: Container): StricterProfile | undefined {
  const architecture = architectures[machine().arch];
  const capabilities = (process.capabilities?.bounding ?? []).flatMap((entry) => knownValue(entry) ?? []);
  return architecture === undefined ? undefined : stricterProfile(architecture, new Set(capabilities));
}

/** It is kept under its own digest, so that the command that is printed can be run again, and the engine finds it when it starts the container again. */
export function keptProfile(profile: StricterProfile): string {
  const text = `${JSON.stringify(profile, null, 1)}\n`;
  return keptFile(`seccomp-${sha256(Buffer.from(text)).slice(0, 16)}.json`, text);
}
