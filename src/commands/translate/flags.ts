import type { PlaceName } from '../../translate/place.ts';
import type { CommonFlags } from '../flags.ts';

export interface TranslateFlags extends CommonFlags {
  readonly to: PlaceName;
  /** The engine that is to run the result: podman@5.4. */
  readonly toEngine?: string;
  readonly container?: string;
  readonly format: 'text' | 'json';
  readonly explicit?: boolean;
  readonly stricter?: boolean;
}
