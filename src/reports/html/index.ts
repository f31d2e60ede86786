import type { Measure, Report, Severity } from '../../model/index.ts';
import type { ProofReport } from '../proof/shape.ts';
import { builtAsset } from './asset.ts';
import { checkPage } from './check.ts';
import { htmlDocument } from './document.ts';
import { pathsPage } from './paths.ts';
import { provePage } from './prove.ts';
import { scanPage } from './scan.ts';

/** What `check` or `scan` found, as one file that any browser opens: docs/REPORT.md. `measures`: all that a finding may be about. */
export const renderHtml = (report: Report, measures: readonly Measure[], failOn?: Severity): string =>
  htmlDocument((report.images === undefined ? checkPage : scanPage)(report, measures, failOn), builtAsset());

/** The ways out alone. `fails`: the exit code says so. */
export const pathsHtml = (report: Report, measures: readonly Measure[], fails: boolean): string =>
  htmlDocument(pathsPage(report, measures, fails), builtAsset());

/** The same of a proof. */
export const proofHtml = (report: ProofReport, measures: readonly Measure[]): string =>
  htmlDocument(provePage(report, measures), builtAsset());
