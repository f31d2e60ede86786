import type { Origin, Source } from '../../model/index.ts';
import type { Specifiers, UnitEntry } from '../../text/systemd/index.ts';

/** A value as it is used, with holes for what only systemd knows. */
export interface Value {
  readonly text: string;
  readonly origin: Origin;
}

/** A Quadlet unit with its drop-ins, as Podman's generator sees it. */
export interface QuadletUnit {
  /** "web.container" */
  readonly name: string;
  /** "web" */
  readonly stem: string;
  readonly source: Source;
  /** "Container" */
  readonly section: string;
  readonly sections: ReadonlySet<string>;
  readonly entries: readonly UnitEntry[];
  readonly specifiers: Specifiers;
}
