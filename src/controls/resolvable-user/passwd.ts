import { accountsOf, type BuildStep, type Container, isPlainName, knownValue } from '../../model/index.ts';

/**
 * Does an image hold a user of that name, as its files say, or a Containerfile's steps tell? Of the latter false only for an image from
 * scratch that nothing was put into; undefined where the base image or a step may have brought it.
 */
export function passwdHas(image: Container, name: string): boolean | undefined {
  const users = isPlainName(name) ? accountsOf(image)?.users : undefined;
  if (users !== undefined) return users.some((user) => user.name === name);
  const steps = image.image.build?.steps;
  if (steps === undefined) return undefined;
  if (steps.some((step) => creates(step, name))) return true;
  const base = steps.find(({ instruction }) => instruction === 'FROM');
  const fromScratch = base !== undefined && firstWord(base) === 'scratch';
  return fromScratch && !steps.some(mayBringFiles) ? false : undefined;
}

const firstWord = ({ text }: BuildStep): string | undefined => knownValue(text)?.trim().split(/\s+/, 1)[0];

const mayBringFiles = (step: BuildStep): boolean => {
  if (step.instruction === 'RUN') return true;
  if (step.instruction !== 'COPY' && step.instruction !== 'ADD') return false;
  const text = knownValue(step.text);
  const destination = text?.trim().split(/\s+/).at(-1);
  return destination === undefined || text?.includes('passwd') === true || /^\/?(etc\/?)?$/.test(destination);
};

function creates({ instruction, text }: BuildStep, name: string): boolean {
  const script = instruction === 'RUN' ? knownValue(text) : undefined;
  if (script === undefined) return false;
  const words = script.split(/[\s;&|"'()]+/);
  const byTool = words.some((word) => /(^|\/)(useradd|adduser)$/.test(word)) && words.includes(name);
  return byTool || (script.includes('/etc/passwd') && words.some((word) => word.startsWith(`${name}:`)));
}
