interface Spot {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** "compose.yaml:12:5", as editors and terminals open it. */
export function placeText({ file, line, column }: Spot): string {
  if (line === undefined) return file;
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}

/** Without the column. */
export const lineOf = ({ file, line }: Spot): string => placeText({ file, line });
