import { getPair, type YamlNode } from '../../text/yaml/node.ts';

/** Does it name an image, as every container does? */
export const hasImage = (node: YamlNode): boolean => {
  const image = getPair(node, 'image')?.value;
  return image?.kind === 'scalar' && image.text !== '';
};
