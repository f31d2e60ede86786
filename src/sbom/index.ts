import { Unreadable } from '../model/index.ts';
import { isObject, stringOf } from '../text/json/loose.ts';
import type { BillRead } from './bill.ts';
import { readCycloneDx } from './cyclonedx/read.ts';
import { bounded } from './json.ts';
import { readSpdx } from './spdx/read.ts';

export type { Bill, BillRead, ImageIdentity, Making } from './bill.ts';
export { writeCycloneDx } from './cyclonedx/write.ts';
export { writeSpdx } from './spdx/write.ts';

/** Bytes of a bill of materials that is read: some hundred thousand components. */
export const longestBill = 64 * 1024 * 1024;

/** A bill of materials as JSON. `file`: what the words of an analysis in it are said to come from. Throws Unreadable, one line. */
export function readBill(text: string, file: string): BillRead {
  const document = parsed(text);
  if (document.bomFormat === 'CycloneDX') {
    const version = stringOf(document.specVersion) ?? '';
    if (/^1\.[2-7]$/.test(version)) return readCycloneDx(document, file);
    throw new Unreadable(`CycloneDX of the version ${shown(version)} is not read; 1.2 to 1.7 are`);
  }
  const version = stringOf(document.spdxVersion);
  if (version !== undefined) {
    if (/^SPDX-2\.\d$/.test(version)) return readSpdx(document);
    throw new Unreadable(`${shown(version)} is not read; SPDX-2.2 and SPDX-2.3 are`);
  }
  if (document['@context'] !== undefined) throw new Unreadable('SPDX 3 (JSON-LD) is not read; write SPDX 2.3 or CycloneDX');
  throw new Unreadable('it is neither CycloneDX (bomFormat) nor SPDX 2 (spdxVersion)');
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (/^\s{0,1000}</.test(text)) throw new Unreadable('it is XML; bills of materials are read as JSON');
  if (/^\s{0,1000}SPDXVersion:/.test(text)) throw new Unreadable('it is SPDX in lines of tag and value; write it as JSON');
  bounded(text);
  try {
    const value: unknown = JSON.parse(start === 0 ? text : text.slice(start));
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    throw new Unreadable('it is no JSON, or cut off');
  }
  throw new Unreadable('it is no bill of materials: the JSON is no object');
}

const shown = (word: string): string => JSON.stringify(word.slice(0, 40));
