export interface Spot {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads in a grid (WAI-ARIA Authoring Practices, "Grid"); undefined: it is none of its keys. `page`: rows of a screen. */
export function moved({ row, column }: Spot, key: string, control: boolean, rows: number, columns: number, page: number): Spot | undefined {
  const to = (nextRow: number, nextColumn: number): Spot => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (key) {
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'PageDown':
      return to(row + page, column);
    case 'PageUp':
      return to(row - page, column);
    case 'Home':
      return to(control ? 0 : row, 0);
    case 'End':
      return to(control ? rows - 1 : row, columns - 1);
    default:
      return undefined;
  }
}
