/** An image that holds a whole tool chain, and the command that builds with it. Sources: each image's own page, each tool's manual. */
export interface Sdk {
  readonly what: string;
  /** The repository's last part, without registry. */
  readonly image: RegExp;
  /** Tags that hold no tool chain. */
  readonly notTag?: RegExp;
  readonly builds: RegExp;
}

const start = '(?:^|[\\s;&|(/])';

export const sdks: readonly Sdk[] = [
  { what: 'the Go tool chain', image: /^golang$/, builds: new RegExp(`${start}go (?:build|install)\\b`) },
  {
    what: 'Maven and a JDK',
    image: /^maven$/,
    builds: new RegExp(`${start}mvnw?\\b[^;&|]{0,200}\\b(?:package|install|verify|compile)\\b`),
  },
  {
    what: 'Gradle and a JDK',
    image: /^gradle$/,
    builds: new RegExp(`${start}gradlew?\\b[^;&|]{0,200}\\b(?:build|assemble|bootJar|installDist|shadowJar|jar)\\b`),
  },
  { what: 'the Rust tool chain', image: /^rust$/, builds: new RegExp(`${start}cargo (?:build|install)\\b`) },
  { what: 'the .NET SDK', image: /^sdk$|^dotnet-sdk$/, builds: new RegExp(`${start}dotnet (?:build|publish)\\b`) },
  {
    what: 'npm and the packages that only the build needs',
    image: /^node$/,
    builds: new RegExp(`${start}(?:npm run|yarn(?: run)?|pnpm(?: run)?) build\\b`),
  },
];

/** Compilers and what comes with them, as Debian, Alpine and Red Hat name their packages. */
const packages =
  'build-essential|build-base|gcc|g\\+\\+|gcc-c\\+\\+|clang|make|cmake|cargo|rustc|golang|golang-go|default-jdk|openjdk-\\d+-jdk|maven';

/** The first package of that kind that a command installs and does not take away again; undefined: none. */
export function compilerLeft(command: string): string | undefined {
  if (!/\b(?:apt-get|apt|apk|yum|dnf|microdnf)\b/.test(command)) return undefined;
  if (/\b(?:apk\s+del|(?:apt-get|apt|yum|dnf|microdnf)\s[^;&|\n]{0,200}(?:purge|remove|autoremove|erase))\b/.test(command))
    return undefined;
  for (const [part] of command.matchAll(
    /\b(?:apt-get|apt|yum|dnf|microdnf)\s[^;&|]{0,100}?\binstall\b[^;&|]{0,4000}|\bapk\s[^;&|]{0,100}?\badd\b[^;&|]{0,4000}/g,
  )) {
    const found = new RegExp(`(?<=\\s)(${packages})(?=[\\s=]|$)`).exec(part)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
