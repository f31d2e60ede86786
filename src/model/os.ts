import type { Container } from './container.ts';
import { knownValue } from './field.ts';

/** A Windows container has none of the Linux measures (Kubernetes `spec.os.name: windows`). */
export const isWindows = (container: Container): boolean => knownValue(container.os) === 'windows';
