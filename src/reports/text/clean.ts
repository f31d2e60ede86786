import type { Report } from '../../model/index.ts';
import { printable } from '../../text/printable.ts';

/**
 * The report with every text of it made fit for a terminal: names and details come from files that anybody wrote.
 * Without `all`, findings that are not shown are left out.
 */
export function clean(report: Report, all: boolean): Report {
  return {
    ...report,
    targets: cleaned(report.targets),
    containers: report.containers.map(({ declared: _, effective: __, ...container }) => cleaned(container)),
    findings: report.findings.filter(({ outcome }) => all || outcome === 'broken' || outcome === 'unknown').map(cleaned),
    problems: cleaned(report.problems),
    passedOver: cleaned(report.passedOver),
    ...(report.images === undefined ? {} : { images: cleaned(report.images) }),
    ...(report.ways === undefined ? {} : { ways: cleaned(report.ways) }),
  };
}

/** Plain data of our own making: its depth is known. What needs no cleaning is not copied. */
export function cleaned<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value.some((entry) => cleaned(entry) !== entry) ? value.map(cleaned) : value) as T;
  let copy: T | undefined;
  for (const key in value) {
    const part = cleaned(value[key]);
    if (part !== value[key]) {
      copy ??= { ...value };
      copy[key] = part;
    }
  }
  return copy ?? value;
}
