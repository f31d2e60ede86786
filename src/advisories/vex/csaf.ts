import { firstLine, isObject, type Loose, listIn, objectIn, textIn, textsIn } from '../values.ts';
import { mostStatements, type Product, type Statement } from './statement.ts';

/** CSAF 2.0 (docs.oasis-open.org/csaf/csaf/v2.0/os), profile 5, VEX; advisories of other profiles say the same of products. */
export const isCsaf = (value: unknown): value is Loose => isObject(value) && textIn(objectIn(value.document).csaf_version) !== undefined;

export function csafStatements(value: Loose): readonly Statement[] {
  const products = productsOf(objectIn(value.product_tree));
  const time = textIn(objectIn(objectIn(value.document).tracking).current_release_date) ?? '';
  return listIn(value.vulnerabilities)
    .slice(0, mostStatements)
    .flatMap((each): Statement[] => {
      const vulnerability = objectIn(each);
      const names = textsIn([vulnerability.cve, ...listIn(vulnerability.ids).map((id) => objectIn(id).text)]);
      if (names.length === 0) return [];
      const status = objectIn(vulnerability.product_status);
      const one = (ids: readonly string[], is: Statement['is'], because: string): Statement => ({
        names,
        products: ids.flatMap((id) => products.get(id) ?? []),
        is,
        because,
        time,
      });
      const open = ['known_affected', 'under_investigation'].flatMap((key) => textsIn(status[key]));
      const fixed = ['fixed', 'first_fixed'].flatMap((key) => textsIn(status[key]));
      return [
        ...textsIn(status.known_not_affected).map((id) => one([id], 'answered', becauseOf(vulnerability, id))),
        one(fixed, 'answered', 'fixed'),
        one(open, 'open', ''),
      ].filter(({ products: those }) => those.length > 0);
    });
}

/** By product id. A relationship makes one product a part of another. */
function productsOf({ branches, full_product_names, relationships }: Loose): ReadonlyMap<string, Product> {
  const products = new Map<string, Product>();
  const add = (value: unknown): void => {
    const { product_id, product_identification_helper } = objectIn(value);
    const id = textIn(product_id);
    const purl = textIn(objectIn(product_identification_helper).purl);
    if (id !== undefined && products.size < mostStatements) products.set(id, { ...(purl === undefined ? {} : { purl }), parts: [] });
  };
  // The tree may be as deep as its author likes.
  const waiting = [...listIn(branches)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const branch = objectIn(next);
    if (isObject(branch.product)) add(branch.product);
    waiting.push(...listIn(branch.branches));
  }
  for (const each of listIn(full_product_names)) add(each);
  for (const each of listIn(relationships)) {
    const { full_product_name, product_reference, relates_to_product_reference } = objectIn(each);
    const id = textIn(objectIn(full_product_name).product_id);
    const part = products.get(textIn(product_reference) ?? '')?.purl;
    const whole = products.get(textIn(relates_to_product_reference) ?? '')?.purl;
    if (id === undefined || part === undefined) continue;
    // A platform without a package URL cannot be matched; the namespace of the part's own tells the distribution.
    products.set(id, whole === undefined ? { purl: part, parts: [] } : { purl: whole, parts: [part] });
  }
  return products;
}

/** Section 3.2.3.5 (flags) and 3.2.3.14 (threats of category impact). */
function becauseOf({ flags, threats }: Loose, id: string): string {
  const isAbout = (value: Loose): boolean => !Array.isArray(value.product_ids) || textsIn(value.product_ids).includes(id);
  const label = listIn(flags)
    .map(objectIn)
    .find((flag) => isAbout(flag) && textIn(flag.label) !== undefined)?.label;
  const impact = listIn(threats)
    .map(objectIn)
    .find((threat) => threat.category === 'impact' && isAbout(threat))?.details;
  return [textIn(label)?.replaceAll('_', ' '), firstLine(impact)].filter((part) => part !== undefined).join(': ') || 'not affected';
}
