import { printable } from '../../../text/printable.ts';
import type { Style } from '../../text/style.ts';
import { imageParts } from './lines.ts';
import type { DiffImage } from './shape.ts';

/** For a terminal: one block a kind of difference. */
export const imageText = (image: DiffImage, style: Style, details: boolean): readonly string[] =>
  imageParts(image, details).map(({ title, short, rows, left }) => {
    const lines = rows.map(({ mark, severity, text }) => {
      const weight = rows.some((row) => row.severity !== undefined)
        ? `${severity === undefined ? ''.padEnd(8) : style.severity(severity)(severity.padEnd(8))}  `
        : '';
      return `    ${mark}  ${weight}${printable(text)}`;
    });
    const more = left === 0 ? [] : [style.dim(`    and ${left} more (--details)`)];
    return `${[`${style.bold(title)}  ${printable(short)}`, ...lines, ...more].join('\n')}\n`;
  });
