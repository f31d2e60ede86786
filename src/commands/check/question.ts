import { controls } from '../../controls/index.ts';
import { defaultEngine } from '../../engines/index.ts';
import type { Engine, EngineKind } from '../../model/index.ts';
import type { Question } from './examine.ts';

/** What a user can ask of `check`: plain data, fit to be sent to a thread. */
export interface CheckOptions {
  readonly profile: 'recommended' | 'strict';
  /** Only these controls, whatever the profile. */
  readonly controls?: readonly string[];
  /** Judge every container as this engine would run it. */
  readonly engine?: Engine;
  readonly all: boolean;
  readonly views: boolean;
}

export function questionOf(options: CheckOptions): Question {
  const { engine } = options;
  return {
    controls: controls.filter((control) =>
      options.controls === undefined
        ? options.profile === 'strict' || control.level === 'recommended'
        : options.controls.includes(control.id),
    ),
    engineFor: (kind: EngineKind) => (engine !== undefined && fits(kind, engine.kind) ? engine : defaultEngine(kind)),
    all: options.all,
    strict: options.profile === 'strict' || options.controls !== undefined,
    views: options.views,
  };
}

/** Docker and Podman run the same declarations; a pod runs only on Kubernetes, and nothing else does; a bundle has no engine. */
const fits = (declared: EngineKind, asked: EngineKind): boolean =>
  declared !== 'oci' && (declared === 'kubernetes') === (asked === 'kubernetes');
