import { isObject, type Loose, listOf, objectOf } from '../../text/json/loose.ts';
import { firstLine, textIn, textsIn } from '../values.ts';
import { type Product, type Statement, timeIn } from './statement.ts';

/** OpenVEX 0.2.0 (OPENVEX-SPEC.md of openvex/spec, 2026-01); 0.0.1 wrote vulnerability and products as texts. */
export const isOpenVex = (value: unknown): value is Loose =>
  isObject(value) &&
  typeof value['@context'] === 'string' &&
  value['@context'].startsWith('https://openvex.dev/ns') &&
  Array.isArray(value.statements);

/** What it says; a statement without a product is about nothing that can be matched, one without a time has that of its document ("Inheritance Flow"). */
export const openVexStatements = (value: Loose): readonly Statement[] =>
  listOf(value.statements).flatMap((each): Statement[] => {
    const statement = objectOf(each);
    const is = standing.get(textIn(statement.status) ?? '');
    const names = namesOf(statement.vulnerability);
    if (is === undefined || names.length === 0) return [];
    const time = timeIn(statement.last_updated, statement.timestamp, value.timestamp);
    const products = listOf(statement.products).map(productOf);
    return [{ names, products, is, because: becauseOf(statement), time }];
  });

const standing: ReadonlyMap<string, Statement['is']> = new Map<string, Statement['is']>(
  Object.entries({
    not_affected: 'answered',
    fixed: 'answered',
    affected: 'open',
    under_investigation: 'open',
  } as const),
);

function namesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return textsIn([value]);
  const { name, '@id': id, aliases } = objectOf(value);
  // "https://nvd.nist.gov/vuln/detail/CVE-2023-1"
  const last = textIn(id)?.replace(/^.*\//, '');
  return textsIn([name, last, ...listOf(aliases)]);
}

function productOf(value: unknown): Product {
  const purl = purlOf(value);
  return { ...(purl === undefined ? {} : { purl }), parts: listOf(objectOf(value).subcomponents).map((part) => purlOf(part) ?? '') };
}

const purlOf = (value: unknown): string | undefined => {
  const { '@id': id, identifiers } = objectOf(value);
  return textsIn([objectOf(identifiers).purl, id, value]).find((text) => text.startsWith('pkg:'));
};

const becauseOf = ({ status, justification, impact_statement }: Loose): string =>
  [status === 'fixed' ? 'fixed' : undefined, textIn(justification)?.replaceAll('_', ' '), firstLine(impact_statement)]
    .filter((part) => part !== undefined)
    .join(': ') || 'not affected';
