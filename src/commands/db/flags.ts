export interface DbFlags {
  readonly db?: string;
  readonly fresh?: boolean;
  readonly source?: readonly string[];
  readonly format?: 'text' | 'json';
}
