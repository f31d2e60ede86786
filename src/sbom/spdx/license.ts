import { isExpression } from '../licence.ts';

interface Extracted {
  readonly licenseId: string;
  readonly extractedText: string;
  readonly name: string;
}

/** What packages say of their licences, as SPDX takes it: an expression, or a reference to the words of the package. Source: SPDX 2.3, clause 10. */
export function licenses(): { of(text: string): string; extracted(): readonly Extracted[] } {
  const known = new Map<string, string>();
  return {
    of(text) {
      if (isExpression(text)) return text;
      const id = known.get(text) ?? `LicenseRef-${known.size + 1}`;
      known.set(text, id);
      return id;
    },
    extracted: () =>
      [...known].map(([text, licenseId]) => ({ licenseId, extractedText: text, name: 'as the records of the package say it' })),
  };
}
