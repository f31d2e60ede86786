import { moreTokenShapes } from './more-tokens.ts';
import type { TokenShape } from './token-shape.ts';

const word = '[A-Za-z0-9]';
const wordOrDash = '[\\w-]';

/**
 * Prefixes as the issuer's documentation has them. `genuine` is no promise of the issuer's but the shortest form that is known to be given out:
 * few of them document a length, and those that do may make longer ones.
 */
export const tokenShapes: readonly TokenShape[] = [
  ...moreTokenShapes,
  {
    issuer: 'GitHub',
    prefix: 'gh[pousr]_',
    body: word,
    atLeast: 16,
    genuine: 36,
    source: 'docs.github.com, About authentication to GitHub: token formats',
  },
  {
    issuer: 'GitHub',
    prefix: 'github_pat_',
    body: '\\w',
    atLeast: 16,
    genuine: 60,
    source: 'docs.github.com, About authentication to GitHub: token formats',
  },
  {
    issuer: 'GitLab',
    prefix: 'gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|soat|agent|ffct|wt)-',
    body: '[\\w.-]',
    atLeast: 10,
    genuine: 20,
    source: 'docs.gitlab.com, security/tokens: token prefixes',
  },
  {
    issuer: 'Slack',
    prefix: 'xox[abeoprs]-',
    body: wordOrDash,
    atLeast: 8,
    genuine: 20,
    source: 'api.slack.com/authentication/token-types',
  },
  {
    issuer: 'Stripe',
    prefix: '[sr]k_(?:live|test)_',
    body: '\\w',
    atLeast: 8,
    genuine: 24,
    source: 'docs.stripe.com/keys: secret and restricted keys',
  },
  { issuer: 'Stripe', prefix: 'pk_(?:live|test)_', body: '\\w', atLeast: 8, source: 'docs.stripe.com/keys: publishable keys' },
  {
    issuer: 'Anthropic',
    prefix: 'sk-ant-',
    body: wordOrDash,
    atLeast: 8,
    genuine: 40,
    source: 'docs.anthropic.com/en/api/overview',
  },
  { issuer: 'OpenAI', prefix: 'sk-', body: wordOrDash, atLeast: 16, genuine: 40, source: 'platform.openai.com/docs/api-reference' },
  { issuer: 'npm', prefix: 'npm_', body: word, atLeast: 20, genuine: 36, source: 'github.blog, new npm access token format (2021)' },
  { issuer: 'PyPI', prefix: 'pypi-', body: wordOrDash, atLeast: 16, genuine: 60, source: 'pypi.org/help/#apitoken' },
  { issuer: 'Google', prefix: 'AIza', body: wordOrDash, atLeast: 20, genuine: 35, source: 'cloud.google.com/docs/authentication/api-keys' },
  {
    issuer: 'Google',
    prefix: 'GOCSPX-',
    body: wordOrDash,
    atLeast: 10,
    genuine: 28,
    source: 'developers.google.com/identity: OAuth clients',
  },
  {
    issuer: 'SendGrid',
    prefix: 'SG\\.',
    body: '[\\w.-]',
    atLeast: 16,
    genuine: 66,
    source: 'docs.sendgrid.com, API keys',
  },
  {
    issuer: 'Hugging Face',
    prefix: 'hf_',
    body: word,
    atLeast: 16,
    genuine: 34,
    source: 'huggingface.co/docs/hub/security-tokens',
  },
  {
    issuer: 'Docker Hub',
    prefix: 'dckr_(?:pat|oat)_',
    body: wordOrDash,
    atLeast: 10,
    genuine: 27,
    source: 'docs.docker.com/security/access-tokens',
  },
  {
    issuer: 'HashiCorp Vault',
    prefix: 'hv[sbr]\\.',
    body: wordOrDash,
    atLeast: 16,
    genuine: 24,
    source: 'developer.hashicorp.com/vault/docs/concepts/tokens: token prefixes',
  },
  {
    issuer: 'DigitalOcean',
    prefix: 'do[opr]_v1_',
    body: '[0-9a-f]',
    atLeast: 16,
    genuine: 64,
    source: 'docs.digitalocean.com/reference/api: token prefixes',
  },
  { issuer: 'age', prefix: 'AGE-SECRET-KEY-1', body: '[0-9A-Z]', atLeast: 10, genuine: 58, source: 'C2SP age specification' },
  // The id of a key is public; the key beside it is not.
  {
    issuer: 'AWS',
    prefix: '(?:AKIA|ASIA)',
    body: '[A-Z0-9]',
    atLeast: 12,
    source: 'docs.aws.amazon.com, IAM identifiers: unique ID prefixes',
  },
  // Base64url of `{"`. Many are public by design or expire soon.
  { issuer: 'a JSON Web Token', prefix: 'eyJ', body: '[\\w.=-]', atLeast: 10, source: 'RFC 7519' },
];

/** A token inside a text: half-open range of UTF-16 offsets. */
export interface FoundToken {
  readonly start: number;
  readonly end: number;
  readonly issuer: string;
  /** As long as a genuine one, and not an example of the issuer's documentation. */
  readonly genuine: boolean;
}

let anyToken: RegExp | undefined;

/** One pass over the text: linear, for no two prefixes can follow one another inside a body that is given up. */
export function tokensIn(text: string): FoundToken[] {
  anyToken ??= new RegExp(
    `\\b(?:${tokenShapes.map(({ prefix, body, atLeast }) => `(${prefix}${body}{${atLeast},})`).join('|')})|(-----BEGIN[^\\n]*)`,
    'g',
  );
  return [...text.matchAll(anyToken)].map((match) => {
    const at = match.slice(1).findIndex((part) => part !== undefined);
    return { start: match.index, end: match.index + match[0].length, ...describe(tokenShapes[at], match[0]) };
  });
}

function describe(shape: TokenShape | undefined, text: string): Pick<FoundToken, 'issuer' | 'genuine'> {
  if (shape === undefined) return { issuer: 'a private key', genuine: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY/.test(text) };
  const body = text.length - (new RegExp(`^${shape.prefix}`).exec(text)?.[0].length ?? 0);
  return { issuer: shape.issuer, genuine: shape.genuine !== undefined && body >= shape.genuine && !/EXAMPLE|x{6,}|X{6,}|0{8,}/.test(text) };
}
