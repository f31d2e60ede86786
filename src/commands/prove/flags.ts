export interface ProveFlags {
  readonly format: 'text' | 'json';
  readonly output?: string;
  readonly color: boolean;
}
