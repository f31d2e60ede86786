import { escaped } from '../../markdown.ts';
import { imageParts } from './lines.ts';
import type { DiffImage } from './shape.ts';

/** For a comment: one line a kind of difference, each folded away. */
export const imageMarkdown = (image: DiffImage, details: boolean): readonly string[] =>
  imageParts(image, details).map(({ title, short, rows, left }) => {
    const head = `**${title}**: ${escaped(short)}`;
    if (rows.length === 0) return `${head}\n`;
    // As code: a plus or a minus at the start of an item would begin a list of its own.
    const lines = rows.map(
      ({ mark, severity, text }) => `- \`${mark}\`${severity === undefined ? '' : ` ${severity}`} ${escaped(cut(text))}`,
    );
    const more = left === 0 ? '' : `\n\n… and ${left} more`;
    return `<details><summary>${head.replaceAll('**', '')}</summary>\n\n${lines.join('\n')}${more}\n\n</details>\n`;
  });

const cut = (text: string): string => (text.length > 300 ? `${text.slice(0, 299)}…` : text);
