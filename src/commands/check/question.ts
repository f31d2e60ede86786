import type { Rules } from '../../config/choose.ts';
import type { SeverityChange } from '../../config/config.ts';
import { controls } from '../../controls/index.ts';
import { defaultEngine, parseEngine } from '../../engines/index.ts';
import type { ImagesDoor } from '../../link/index.ts';
import type { Engine, EngineKind, NetworkPolicy } from '../../model/index.ts';
import { type Policy, policyOf, profileNames } from '../../policies/index.ts';
import type { Thoroughness } from '../ways/among.ts';
import type { Question } from './examine/examine.ts';

/** What `--profile` and a configuration take. */
export const profiles: readonly string[] = profileNames;

/** What a user can ask of `check`: plain data, fit to be sent to a thread, but for `images`. */
export interface CheckOptions {
  /** One of `profiles`. */
  readonly profile: string;
  /** "1.25": what of a pod depends on the version is answered for this one; for pss profiles "latest" unless given. */
  readonly kubernetesVersion?: string | undefined;
  /** Only these controls, whatever the profile. */
  readonly controls?: readonly string[];
  /** Judge every container as this engine would run it. */
  readonly engine?: Engine;
  readonly all: boolean;
  readonly views: boolean;
  /** What the configuration changes by path. */
  readonly rules?: Rules;
  /** Severities that the configuration changes; off: not judged. */
  readonly severity?: Readonly<Record<string, SeverityChange>>;
  /** Controls of which the configuration accepts findings. */
  readonly accepting?: readonly string[];
  /** The network policies of all files of the run. */
  readonly policies?: readonly NetworkPolicy[];
  /** Files with values for the charts that are rendered. */
  readonly helmValues?: readonly string[];
  /** Looks at the images of containers. It cannot be sent to a thread: where it is given, there are none. */
  readonly images?: ImagesDoor;
  /** Look for ways out; `all`: keep also what the containers bring that reach nothing but by a fault. Absent: nobody asked. */
  readonly ways?: { readonly all: boolean; readonly from?: readonly string[] };
}

/** Throws Unreadable, fit to print, for a profile or a version that is not known. */
export function questionOf(options: CheckOptions): Question {
  const { engine } = options;
  const policy = policyOf(options.profile, options.kubernetesVersion);
  const kubernetes =
    options.kubernetesVersion === undefined ? undefined : parseEngine(`kubernetes@${options.kubernetesVersion.replace(/^v/, '')}`);
  return {
    controls:
      options.controls === undefined
        ? policy.controls.filter(({ id }) => options.severity?.[id] !== 'off')
        : named(policy, options.controls),
    passesOver: policy.passesOver,
    engineFor: (kind: EngineKind) => {
      if (engine !== undefined && fits(kind, engine.kind)) return engine;
      return kind === 'kubernetes' && kubernetes !== undefined ? kubernetes : defaultEngine(kind);
    },
    all: options.all,
    strict: policy.strict || options.controls !== undefined,
    views: options.views,
    policies: options.policies ?? [],
    severity: options.severity ?? {},
    accepting: options.accepting ?? [],
    ...(options.images === undefined ? {} : { images: options.images }),
    ...(options.ways === undefined || policy.standard === 'pss' ? {} : { ways: waysAsked(policy, options.ways) }),
  };
}

/** What a standard asks for does not show whether a container is shut: all are looked at. */
const waysAsked = ({ standard }: Policy, { all }: NonNullable<CheckOptions['ways']>): Thoroughness =>
  all ? 'all' : standard === undefined ? 'likely' : 'every';

/** These controls, whatever the profile: as the profile judges them where it does. */
const named = (policy: Policy, ids: readonly string[]) => {
  const own = policy.controls.filter(({ id }) => ids.includes(id));
  return [...own, ...controls.filter(({ id }) => ids.includes(id) && !own.some((control) => control.id === id))];
};

/** Docker and Podman run the same declarations; a pod runs only on Kubernetes, and nothing else does; a bundle has no engine. */
const fits = (declared: EngineKind, asked: EngineKind): boolean =>
  declared !== 'oci' && (declared === 'kubernetes') === (asked === 'kubernetes');
