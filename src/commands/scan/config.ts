import { fileContext } from '../../host/context.ts';
import { configText, type FoundImage, parsed } from '../../image/index.ts';
import type { Container, ImageAccounts } from '../../model/index.ts';
import { imageConfig } from '../../surfaces/image-config/surface.ts';
import type { Question } from '../check/examine/examine.ts';
import { type Examined, examine } from '../check/examine/examine.ts';

/** The image's own configuration, judged as `check archive:` judges it, who is in its files being known, and told of the image of that name. */
export async function examineConfig(
  { config }: FoundImage,
  name: string,
  question: Question,
  accounts?: ImageAccounts,
): Promise<Omit<Examined, 'containers' | 'file'>> {
  // Printed as people read it: findings point to its lines.
  const text = configText(parsed(config, 'its configuration'));
  const under = (container: Container): Container => withAccounts(question.under?.(container) ?? container, accounts);
  const { findings, held, untold = [], problems } = await examine({ path: name, text }, fileContext(), { ...question, under }, imageConfig);
  const ofImage = <T extends { readonly container: string }>(finding: T): T => ({ ...finding, container: name });
  return {
    findings: findings.map(ofImage),
    untold: untold.map(ofImage),
    problems,
    passedOver: [],
    held: { [name]: Object.values(held).reduce((sum, count) => sum + count, 0) },
    alsoRead: [],
  };
}

const withAccounts = (container: Container, accounts: ImageAccounts | undefined): Container =>
  accounts === undefined ? container : { ...container, image: { ...container.image, accounts } };
