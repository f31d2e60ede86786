import type { ProofFormat } from './formats.ts';
import { proofInToto } from './in-toto.ts';
import { proofJson } from './json.ts';
import { proofJunit } from './junit.ts';
import type { ProofReport } from './shape.ts';
import { type ProofTextOptions, proofText } from './text.ts';

/** A proof in one of the formats, ending with a line break. Throws Unreadable, fit to print, where a format cannot hold it. */
export function renderProof(format: ProofFormat, report: ProofReport, options: ProofTextOptions): string {
  switch (format) {
    case 'text':
      return proofText(report, options);
    case 'json':
      return proofJson(report);
    case 'junit':
      return proofJunit(report);
    case 'in-toto':
      return proofInToto(report);
  }
}
