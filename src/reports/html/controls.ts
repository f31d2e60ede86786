import { standards } from '../../facts/standards.ts';
import { type Measure, type References, type Severity, severities } from '../../model/index.ts';
import type { PageControl } from '../../web/data.ts';

/** What is said of a control where only its id is known. */
interface Named {
  readonly control: string;
  readonly title?: string;
  readonly severity: Severity;
  readonly references?: References;
}

/** The controls that are spoken of, in the order of `measures`; one that is not among them (another profile's) comes last, by what is told of it. */
export function pageControls(named: readonly Named[], measures: readonly Measure[]): readonly PageControl[] {
  const told = new Map<string, Named>();
  for (const one of named) {
    const known = told.get(one.control);
    if (known === undefined || severities.indexOf(one.severity) > severities.indexOf(known.severity)) told.set(one.control, one);
  }
  const known = measures.filter(({ id }) => told.has(id));
  const strangers = [...told.values()].filter(({ control }) => !known.some(({ id }) => id === control));
  return [
    ...known.map(({ id, title, group, severity, why, stops, references }) => ({
      id,
      title,
      group,
      severity,
      why,
      stops,
      references: referenceLines(references),
    })),
    ...strangers.map(({ control, title = control, severity, references = {} }) => ({
      id: control,
      title,
      group: '',
      severity,
      why: '',
      stops: '',
      references: referenceLines(references),
    })),
  ];
}

/** "CIS Docker Benchmark 1.6.0: 5.4, Kernel capabilities are restricted". */
const referenceLines = (references: References): readonly string[] =>
  (Object.keys(standards) as (keyof References)[]).flatMap((key) => {
    const { name, version, entries } = standards[key];
    const title = /^\d[\d.]*$/.test(version) ? `${name} ${version}` : name;
    return (references[key] ?? []).map(
      (id) => `${title}: ${id}${entries[id] === undefined || entries[id] === id ? '' : `, ${entries[id]}`}`,
    );
  });
