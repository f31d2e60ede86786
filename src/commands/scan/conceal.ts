import { printable } from '../../text/printable.ts';
import { maskSecrets } from '../../text/secrets.ts';

const longestInstruction = 160;

/** An instruction on one line, without these secrets: what made a layer may hold the very secret that was found in it. */
export function concealed(instruction: string, texts: readonly string[]): string {
  let text = instruction.slice(0, 20_000);
  for (const secret of texts) if (secret.length > 2) text = text.replaceAll(secret, '****');
  const masked = printable(maskSecrets(text.replace(/\s+/g, ' ').trim()));
  return masked.length > longestInstruction ? `${masked.slice(0, longestInstruction)}…` : masked;
}
