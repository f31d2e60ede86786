import { dump, SCALAR_STYLE_DOUBLE_QUOTED, visit } from 'js-yaml';

/** What YAML 1.1 reads as a number to the base of 60, and its neighbours, which people expect in quotes as well: 80:80, 1000:1000. */
const colons = /^\d[\d.-]*(?::\d[\d.-]*)+(?:\/\w+)?$/;

/** A document of block style, no line of it folded, no anchors; words such as yes and 012 are in quotes. */
export const yamlText = (value: unknown): string =>
  dump(value, {
    lineWidth: -1,
    noRefs: true,
    quoteStyle: 'double',
    transform: (documents) => {
      visit(documents, (node) => {
        if (node.kind === 'scalar' && colons.test(node.value)) node.style = SCALAR_STYLE_DOUBLE_QUOTED;
      });
    },
  });
