/** Metrics of a vector and their values: "AV" → "N". */
export type Metrics = ReadonlyMap<string, string>;
