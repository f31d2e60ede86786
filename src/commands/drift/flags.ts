export interface DriftFlags {
  readonly against?: string;
  readonly service?: string;
  readonly format: 'text' | 'json';
  readonly failOn: 'weaker' | 'any';
  readonly color: boolean;
}
