import { isObject, type Loose, listOf, objectOf } from '../../text/json/loose.ts';
import { firstLine, textIn, textsIn } from '../values.ts';
import { mostStatements, type Product, type Statement, timeIn } from './statement.ts';

/** CSAF 2.0 (docs.oasis-open.org/csaf/csaf/v2.0/os), profile 5, VEX; advisories of other profiles say the same of products. */
export const isCsaf = (value: unknown): value is Loose => isObject(value) && textIn(objectOf(value.document).csaf_version) !== undefined;

export function csafStatements(value: Loose): readonly Statement[] {
  const tree = objectOf(value.product_tree);
  const products = productsOf(tree);
  const groups = groupsOf(tree);
  const time = timeIn(objectOf(objectOf(value.document).tracking).current_release_date);
  return listOf(value.vulnerabilities)
    .slice(0, mostStatements)
    .flatMap((each): Statement[] => {
      const vulnerability = objectOf(each);
      const names = textsIn([vulnerability.cve, ...listOf(vulnerability.ids).map((id) => objectOf(id).text)]);
      if (names.length === 0) return [];
      const status = objectOf(vulnerability.product_status);
      const one = (ids: readonly string[], is: Statement['is'], because: string): Statement => ({
        names,
        products: ids.flatMap((id) => products.get(id) ?? []),
        is,
        because,
        time,
      });
      const listed = (keys: readonly string[]): readonly string[] => keys.flatMap((key) => textsIn(status[key]));
      return [
        ...textsIn(status.known_not_affected).map((id) => one([id], 'answered', becauseOf(vulnerability, id, groups))),
        one(listed(fixed), 'answered', 'fixed'),
        one(listed(open), 'open', ''),
      ].filter(({ products: those }) => those.length > 0);
    });
}

/** Section 3.2.3.9, product status. */
const fixed = ['fixed', 'first_fixed', 'recommended'];
const open = ['known_affected', 'first_affected', 'last_affected', 'under_investigation'];

/** By product id. A relationship makes one product a part of another. */
function productsOf({ branches, full_product_names, relationships }: Loose): ReadonlyMap<string, Product> {
  const products = new Map<string, Product>();
  const add = (value: unknown): void => {
    const { product_id, product_identification_helper } = objectOf(value);
    const id = textIn(product_id);
    const purl = textIn(objectOf(product_identification_helper).purl);
    if (id !== undefined && products.size < mostStatements) products.set(id, { ...(purl === undefined ? {} : { purl }), parts: [] });
  };
  // The tree may be as deep as its author likes.
  const waiting = [...listOf(branches)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const branch = objectOf(next);
    if (isObject(branch.product)) add(branch.product);
    waiting.push(...listOf(branch.branches));
  }
  for (const each of listOf(full_product_names)) add(each);
  for (const each of listOf(relationships)) {
    const { full_product_name, product_reference, relates_to_product_reference } = objectOf(each);
    const id = textIn(objectOf(full_product_name).product_id);
    const part = products.get(textIn(product_reference) ?? '')?.purl;
    const whole = products.get(textIn(relates_to_product_reference) ?? '')?.purl;
    if (id === undefined || part === undefined) continue;
    // A platform without a package URL cannot be matched; the namespace of the part's own tells the distribution.
    products.set(id, whole === undefined ? { purl: part, parts: [] } : { purl: whole, parts: [part] });
  }
  return products;
}

/** The products of each group: section 3.2.2.3. */
const groupsOf = ({ product_groups }: Loose): ReadonlyMap<string, readonly string[]> =>
  new Map(
    listOf(product_groups).map((each) => {
      const { group_id, product_ids } = objectOf(each);
      return [textIn(group_id) ?? '', textsIn(product_ids)];
    }),
  );

/** Section 3.2.3.5 (flags) and 3.2.3.14 (threats of category impact); one that names neither products nor groups is about all. */
function becauseOf({ flags, threats }: Loose, id: string, groups: ReadonlyMap<string, readonly string[]>): string {
  const isAbout = ({ product_ids, group_ids }: Loose): boolean =>
    (!Array.isArray(product_ids) && !Array.isArray(group_ids)) ||
    textsIn(product_ids).includes(id) ||
    textsIn(group_ids).some((group) => groups.get(group)?.includes(id));
  const label = listOf(flags)
    .map(objectOf)
    .find((flag) => isAbout(flag) && textIn(flag.label) !== undefined)?.label;
  const impact = listOf(threats)
    .map(objectOf)
    .find((threat) => threat.category === 'impact' && isAbout(threat))?.details;
  return [textIn(label)?.replaceAll('_', ' '), firstLine(impact)].filter((part) => part !== undefined).join(': ') || 'not affected';
}
