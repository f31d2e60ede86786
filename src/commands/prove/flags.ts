export interface ProveFlags {
  readonly format: 'text' | 'json';
  readonly output?: string;
  readonly all?: boolean;
  readonly color: boolean;
}
