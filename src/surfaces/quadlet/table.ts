import type { Draft, Effect, Option } from '../../options/draft.ts';
import { commaSeparated } from '../../options/effects/values.ts';
import { type Flag, type FlagTable, switches, tableOf, takes, values } from '../../options/flags/flag.ts';
import { podmanFlags, podmanGlobals } from '../../options/flags/podman.ts';
import { sharedFlags } from '../../options/flags/shared.ts';
import { reasonFor } from '../../text/shell/holes.ts';

/** An option of podman that a key of a unit, or a word of PodmanArgs=, comes to. */
export interface UnitOption extends Option {
  /** Without dashes: "cap-drop". */
  readonly flag: string;
}

let table: FlagTable | undefined;

/** What PodmanArgs= and GlobalArgs= take; made on first use. */
export const flags = (): FlagTable => {
  table ??= tableOf([...podmanGlobals(), ...podFlags(), ...podmanFlags(), ...sharedFlags()]);
  return table;
};

/** podman pod create --share: which namespaces the containers of a pod have in common. */
const share: Effect = (draft, { name, value, origin }) => {
  const given = value.split(',').map((word) => word.trim().toLowerCase());
  if (reasonFor(value) !== undefined) draft.problem(origin, `${name} is filled in by systemd; it was not read`);
  // A plus before the first adds to the default (Podman 5.8 docs/source/markdown/options/share.md).
  else if (value.startsWith('+')) draft.said.share = ['ipc', 'net', 'uts', ...given.map((word) => word.replace(/^\+/, ''))];
  else draft.said.share = given;
};

/** Options of `podman pod create` alone. Source: Podman 5.8 cmd/podman/pods/create.go. */
const podFlags = (): Flag[] => [
  takes('share', share),
  ...switches('infra share-parent'),
  ...values('exit-policy infra-command infra-conmon-pidfile infra-image infra-name'),
];

/** Lets an option do what it does; one that has no say in what is judged does nothing. */
export function apply(draft: Draft, option: UnitOption): void {
  const flag = flags().get(option.flag);
  for (const value of flag?.commas ? commaSeparated(option.value) : [option.value]) flag?.effect?.(draft, { ...option, value });
}
