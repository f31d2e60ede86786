export interface Link {
  readonly from: string;
  readonly to: string;
}

/** Nodes that are kept together from left to right: the lower, the higher up. */
export type Lanes = (node: string) => number;
