import type { DefaultingKind } from '../model/index.ts';
import { docker } from './docker/rules.ts';
import { kubernetes } from './kubernetes/rules.ts';
import { podman } from './podman/rules.ts';
import type { EngineRules } from './rules.ts';

export const rulesOf: Readonly<Record<DefaultingKind, EngineRules>> = { docker, podman, kubernetes };
