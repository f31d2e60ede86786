import { harmlessIncludes, tunables, type WayOut, waysOut } from '../../facts/apparmor.ts';
import type { AppArmorReach, LineOf, OpenWay, Origin } from '../../model/index.ts';
import { placeOf } from '../../text/lines.ts';
import { matches } from './glob.ts';
import type { Include, Profile, ProfileFile, Rule } from './profile.ts';

/** What is asked of a rule: does it speak of this way? `unsure`: that rests on what is not known here. */
type Speaks = 'yes' | 'no' | 'unsure';

/** What stands in another file, already read; undefined: it is not in reach. */
export type Included = (include: Include) => ProfileFile | undefined;

/** What a profile lets through. `broken`: some lines of its file were not understood. Linear in the rules. */
export function reachOf(file: ProfileFile, profile: Profile, broken: boolean, included: Included = () => undefined): AppArmorReach {
  const { rules, variables, unread } = gather(file, profile, included);
  const context: Context = { variables, name: profile.name, names: new Set([profile.name, ...profile.children.map(({ name }) => name)]) };
  const open: OpenWay[] = [];
  const unsure: string[] = [];
  for (const way of waysOut) {
    const { allowed, doubtful } = judge(way, rules, context);
    if (allowed !== undefined) open.push({ id: way.id, at: lineOf(allowed.origin) });
    else if (doubtful || broken || unread) unsure.push(way.id);
  }
  const { line } = placeOf(profile.origin);
  return { file: file.source.path, line, mode: modeOf(profile), open, unsure };
}

interface Context {
  readonly variables: ReadonlyMap<string, readonly string[]>;
  readonly name: string;
  readonly names: ReadonlySet<string>;
}

function modeOf({ flags }: Profile): AppArmorReach['mode'] {
  if (flags.includes('unconfined') || flags.includes('default_allow')) return 'unconfined';
  const mode = (['complain', 'kill', 'prompt'] as const).find((word) => flags.includes(word));
  return mode ?? 'enforce';
}

/** Includes inside includes are followed this far. */
const deepest = 8;

function gather(file: ProfileFile, profile: Profile, included: Included) {
  const rules: Rule[] = [...profile.rules];
  const variables = new Map([...tunables, ...file.variables]);
  const seen = new Set<string>();
  let unread = false;
  const follow = (includes: readonly Include[], depth: number): void => {
    for (const include of includes) {
      if (seen.has(include.path)) continue;
      seen.add(include.path);
      const other = depth > deepest ? undefined : included(include);
      if (other === undefined) {
        if (!include.ifExists && !harmlessIncludes.some((folder) => include.system && include.path.startsWith(folder))) unread = true;
        continue;
      }
      rules.push(...other.loose);
      for (const [name, values] of other.variables) if (!file.variables.has(name)) variables.set(name, values);
      follow(other.includes, depth + 1);
    }
  };
  follow([...file.includes, ...profile.includes], 0);
  return { rules, variables, unread };
}

/** A deny outweighs every allow, wherever it stands. */
function judge(way: WayOut, rules: readonly Rule[], context: Context): { allowed?: Rule; doubtful: boolean } {
  let allowed: Rule | undefined;
  let doubtful = false;
  let perhapsDenied = false;
  for (const rule of rules) {
    const speaks = speaksOf(rule, way, context);
    if (speaks === 'no') continue;
    const sure = speaks === 'yes' && !rule.conditional;
    if (rule.deny) {
      if (sure && deniesWhole(rule)) return { doubtful: false };
      perhapsDenied = true;
    } else if (sure) allowed ??= rule;
    else doubtful = true;
  }
  if (allowed !== undefined && !perhapsDenied) return { allowed, doubtful };
  return { doubtful: doubtful || allowed !== undefined };
}

/** `deny mount fstype=ext4,` takes away a part only. */
const deniesWhole = ({ kind, words }: Rule): boolean => kind === 'file' || kind === 'all' || words.length === 0;

function speaksOf(rule: Rule, way: WayOut, context: Context): Speaks {
  if (rule.kind === 'all') return 'yes';
  if (way.file !== undefined) return rule.kind === 'file' ? fileSpeaks(rule, way.file, context) : 'no';
  switch (way.id) {
    case 'mount':
      return rule.kind === 'mount' && isAnyMount(rule) ? 'yes' : 'no';
    case 'mount cgroup':
      if (rule.kind !== 'mount' || (!rule.deny && isAnyMount(rule))) return 'no';
      return rule.words.length === 0 || rule.words.some((word) => /^cgroup2?$|fstype=.*cgroup/.test(word)) ? 'yes' : 'no';
    case 'ptrace':
      return rule.kind === 'ptrace' ? ptraceSpeaks(rule, context) : 'no';
    case 'unconfined exec':
      return rule.kind === 'file' && /[uU]x/.test(rule.permissions ?? '') ? 'yes' : 'no';
    case 'change_profile':
      return rule.kind === 'change_profile' ? peerSpeaks(rule.target, context) : 'no';
    default:
      return 'no';
  }
}

function fileSpeaks({ path, permissions, owner }: Rule, { path: wanted, access }: NonNullable<WayOut['file']>, context: Context): Speaks {
  const gives = permissions === undefined || permissions.includes(access) || (access === 'w' && permissions.includes('a'));
  if (!gives) return 'no';
  if (path === undefined) return owner ? 'unsure' : 'yes';
  const matched = matchesWith(path, wanted, context);
  // The files of the kernel belong to root, which the process may be.
  return matched === undefined ? 'unsure' : matched ? (owner ? 'unsure' : 'yes') : 'no';
}

/** Values of a variable may hold variables themselves. */
const mostExpansions = 64;

/** Undefined: a variable is not known, and the path may match with some value of it. */
function matchesWith(pattern: string, path: string, { variables }: Context): boolean | undefined {
  let text = pattern;
  let unknown = false;
  for (let count = 0; count < mostExpansions && text.length < 4_096; count++) {
    const match = /@\{(\w+)\}/.exec(text);
    if (match === null) break;
    const values = variables.get(match[0]);
    if (values === undefined) unknown = true;
    const value = values === undefined ? '**' : values.length === 1 ? values[0] : `{${values.join(',')}}`;
    text = `${text.slice(0, match.index)}${value}${text.slice(match.index + match[0].length)}`;
  }
  const matched = text.includes('@{') ? undefined : matches(text, path);
  return matched === true && unknown ? undefined : matched;
}

/** No file system type and no place that would limit it. */
function isAnyMount({ words, target }: Rule): boolean {
  if (words.some((word) => word.startsWith('fstype') || word.startsWith('vfstype'))) return false;
  const everywhere = (path: string): boolean => path === '/**' || path === '**' || path === '/' || path === '/{,**}';
  const places = words.filter((word) => /^[/@{*]/.test(word));
  return places.every(everywhere) && (target === undefined || everywhere(target));
}

function ptraceSpeaks({ words, deny }: Rule, context: Context): Speaks {
  const accesses = words.filter((word) => ['trace', 'read', 'tracedby', 'readby', 'r', 'w', 'rw'].includes(word));
  if (accesses.length > 0 && !accesses.some((word) => word === 'trace' || word.includes('w'))) return 'no';
  const peer = words.findIndex((word) => word.startsWith('peer'));
  const named = peer < 0 ? undefined : (words[peer] as string).replace(/^peer=?/, '') || words[peer + 1];
  const speaks = peerSpeaks(named, context);
  return deny && named !== undefined ? 'no' : speaks;
}

/** Is `unconfined` among the peers or targets that are meant? Absent: all are. */
function peerSpeaks(peer: string | undefined, context: Context): Speaks {
  if (peer === undefined) return 'yes';
  const name = peer.replace(/^=/, '').replaceAll('@{profile_name}', context.name);
  if (context.names.has(name)) return 'no';
  const matched = matchesWith(name, 'unconfined', context);
  return matched === undefined ? 'unsure' : matched ? 'yes' : 'no';
}

function lineOf(origin: Origin): LineOf {
  const { file, line } = placeOf(origin);
  return { file, line };
}
