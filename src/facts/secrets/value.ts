import type { SecretKind } from './kind.ts';
import { isBase64, isHex, isMixed } from './random.ts';

/** - `literal`: the thing itself; - `weak`: a word that everybody tries first, or a placeholder that works as it stands. */
export type Strength = 'literal' | 'weak';

const isSwitch = (value: string): boolean =>
  /^(?:true|false|yes|no|on|off|[01]|none|null|nil|undefined|auto|(?:en|dis)abled?|allow|deny|optional|required|default|private|host)$/i.test(
    value,
  );

/** Filled in by somebody else: a shell, Compose, the kubelet, a template engine, a secret store. */
export const isReference = (value: string): boolean =>
  /^\$[A-Za-z_]\w*$|\$\{|\$\(|\$\$\{|\{\{|^%[\w.]+%$|^@[\w.]+@$|^#\{.*\}#?$|^__\w+__$/.test(value) ||
  /^(?:vault:|op:\/\/|ref\+|ssm:|aws-?(?:ssm|sm)|arn:|gsm:|sm:\/\/|secrets?:\/\/|secretref:|file:|env:|projects\/|ENC\[|@Microsoft\.KeyVault)/i.test(
    value,
  );

/** The value says itself that it must be replaced, and with what it says nothing opens. */
const isBlankForm = (value: string): boolean => /^(?:<.*>|\[.*\]|\*+|x{3,}|X{3,}|\.{2,}|…|-+|_+|\?+)$/.test(value);

/** A place: an absolute or relative path, or an address. */
const isPlace = (value: string): boolean =>
  (/^(?:\/|\.{1,2}\/|~\/)[\w./@-]*$/.test(value) && !isBase64(value)) ||
  /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ||
  /^[A-Za-z]:\\/.test(value);

/** What is left of a guessable password when the usual words are taken out of it. */
const usual =
  /change|replace|please|insert|enter|your|this|here|value|placeholder|example|sample|dummy|fake|test|demo|default|dev|local|super|very|strong|secure|secret|password|passwort|passwd|passw0rd|p@ssw0rd|pass|pwd|phrase|admin|root|user|guest|login|token|key|api|jwt|postgresql|postgres|mysql|mariadb|mongodb|mongo|redis|rabbitmq|rabbit|wordpress|minio|django|keycloak|database|db|app|service|qwerty|letmein|pw|some|the|my|me|sa|in|to|it|a/gi;

const isGuessable = (value: string): boolean =>
  value.length <= 40 &&
  (/^[\d!._ -]{0,8}$/.test(value.replace(usual, '').replace(/[^A-Za-z0-9]/g, '')) || /^(?:123|abc|qwe|foo|bar)/i.test(value));

/** "please-change-me", "your_api_key", "replace-with-token": as a token it opens nothing. */
export const asksForValue = (value: string): boolean =>
  /change|replace|your|insert|enter|here$|example|placeholder|dummy|fake/i.test(value);

/** `my-db-secret`: the name of an object that holds it. */
const isObjectName = (value: string): boolean => /^[a-z0-9]+(?:-[a-z0-9]+)*-(?:secrets?|creds|credentials|tls|certs?)$/.test(value);

/** Does a name of this kind with this value give a secret away? Undefined: it does not. */
export function strengthOf(kind: SecretKind, value: string): Strength | undefined {
  const text = value.trim();
  if (text === '' || isReference(text) || isBlankForm(text) || isPlace(text)) return undefined;
  if (kind === 'perhaps') return isRandom(text) ? 'literal' : undefined;
  if (isSwitch(text)) return undefined;
  const weak = isGuessable(text) || (text.length < 40 && /change.?(?:me|it|this)|replace.?me/i.test(text));
  if (kind === 'password') return weak ? 'weak' : 'literal';
  if (kind === 'token' && ((weak && asksForValue(text)) || /^(?:your|insert|enter|replace|<)/i.test(text))) return undefined;
  if (text.length < 6 || /^\d{1,9}(?:\.\d+)?[a-z]{0,2}$/i.test(text) || isObjectName(text)) return undefined;
  return weak ? 'weak' : 'literal';
}

/** Made up by a machine; the id of an AWS key is public. */
const isRandom = (value: string): boolean => !/^A[KS]IA[A-Z0-9]+$/.test(value) && (isMixed(value) || isBase64(value) || isHex(value));
