import type { Severity } from '../../model/index.ts';

type Paint = (text: string) => string;

/** The few ways of writing that the text report knows; each leaves the text as it is when colour is off. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly remedy: Paint;
  readonly severity: (severity: Severity) => Paint;
}

/** SGR parameters of ECMA-48, and the one that takes each back. */
const sgr =
  (on: string, off: string): Paint =>
  (text) =>
    text === '' ? text : `\u001b[${on}m${text}\u001b[${off}m`;

const colors: Record<Severity, Paint> = {
  critical: sgr('1;31', '22;39'),
  high: sgr('31', '39'),
  medium: sgr('33', '39'),
  low: sgr('36', '39'),
};

const plain: Paint = (text) => text;

const off: Style = { bold: plain, dim: plain, good: plain, remedy: plain, severity: () => plain };

const on: Style = {
  bold: sgr('1', '22'),
  dim: sgr('2', '22'),
  good: sgr('32', '39'),
  remedy: sgr('32', '39'),
  severity: (severity) => colors[severity],
};

export const styleFor = (color: boolean | undefined): Style => (color === true ? on : off);
