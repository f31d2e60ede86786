import type { DefaultingKind } from '../../model/index.ts';
import { docker } from './docker.ts';
import { kubernetes } from './kubernetes.ts';
import { podman } from './podman.ts';
import type { EngineFacts } from './shape.ts';

export const engineFacts: Readonly<Record<DefaultingKind, EngineFacts>> = { docker, podman, kubernetes };
