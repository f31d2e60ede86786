import { isKeyword } from './grammar.ts';

/** Notes and lists of files to leave out, even behind `Dockerfile.`. */
const never = new Set(['dockerignore', 'containerignore', 'gitignore', 'ignore', 'md', 'markdown', 'rst', 'adoc']);

/** Endings that tell of another kind of file. Behind `Dockerfile.` they may be no more than a variant: Dockerfile.php. */
const foreign = new Set(
  (
    'txt html htm xml css scss less svg png jpg jpeg gif ico pdf ' +
    'sh bash zsh fish ps1 bat cmd py pyc rb pl php lua js mjs cjs jsx ts mts cts tsx vue go rs c h cc cpp hpp java kt kts scala cs fs swift ' +
    'sql r jl ex exs erl hs clj groovy gradle dart nim zig yaml yml json json5 jsonc toml ini cfg conf env properties lock log csv tsv ' +
    'diff patch mk make cmake nix tf tfvars hcl service socket timer container pod kube network volume build proto graphql tar gz tgz zip bz2 xz ' +
    'bak orig rej swp sum mod snap sarif ipynb tex bib po pem crt key'
  ).split(' '),
);

/** Endings of texts that another tool fills in. */
export const templates: ReadonlySet<string> = new Set([
  'template',
  'tmpl',
  'tpl',
  'gotmpl',
  'j2',
  'jinja',
  'jinja2',
  'erb',
  'mustache',
  'hbs',
  'm4',
]);

/** Other tools' files that start with FROM as well. */
const others = new Set(['modelfile', 'earthfile', 'makefile', 'vagrantfile', 'jenkinsfile', 'justfile', 'procfile', 'gemfile']);

const mostLooked = 65_536;

/**
 * Is this a Containerfile? By its name: Dockerfile, Containerfile, either with more after a dot, or as the ending. Any
 * other name without a telling ending: if the text starts with ARGs and a FROM, and then an instruction.
 */
export function claims(name: string, text: string): boolean {
  const lower = name.toLowerCase();
  const dot = lower.lastIndexOf('.');
  const ending = dot < 0 ? '' : lower.slice(dot + 1);
  if (lower === 'dockerfile' || lower === 'containerfile') return true;
  if (ending === 'dockerfile' || ending === 'containerfile') return true;
  if (never.has(ending) || others.has(lower) || lower.includes('modelfile')) return false;
  if (/^(docker|container)file\./.test(lower)) return !foreign.has(ending) || startsLikeOne(text);
  if (/^(docker|container)file[-_]/.test(lower) && templates.has(ending)) return true;
  return !foreign.has(ending) && startsLikeOne(text);
}

/** `FROM`, flags, an image, and AS NAME if wanted; in capitals, since "from" starts lines of many languages. */
const from = /^FROM\s+(--platform=\S+\s+)?["']?[a-z0-9$][\w${}:.\-/@%#+]*["']?(\s+[Aa][Ss]\s+[A-Za-z][\w.-]*)?\s*$/;

const arg = /^ARG\s+[A-Za-z_]\w*(\s|=|$)/;

function startsLikeOne(text: string): boolean {
  let seenFrom = false;
  let continued = false;
  for (const line of linesOf(text)) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.length > 2_000) return false;
    const followed = continued;
    continued = line.endsWith('\\');
    if (followed) continue;
    if (seenFrom) return isKeyword(/^[A-Za-z]+(?=\s)/.exec(line)?.[0].toUpperCase() ?? '');
    if (from.test(line)) seenFrom = true;
    else if (!arg.test(line)) return false;
  }
  return seenFrom;
}

/** The lines of the text's beginning, trimmed, one at a time. */
function* linesOf(text: string): Generator<string> {
  const end = Math.min(text.length, mostLooked);
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < end) {
    const feed = text.indexOf('\n', at);
    const stop = feed < 0 ? text.length : feed;
    yield text.slice(at, Math.min(stop, at + 2_001)).trim();
    at = stop + 1;
  }
}
