/** Controls that ask for what the kernel does not know of a process, each with who does: their verdict on a process is "inapplicable". */
export const notTold: ReadonlyMap<string, string> = new Map([
  ['resolvable-user', 'a process has a number, which needs no look-up'],
  ['unsafe-sysctls', 'what was changed in its namespaces is not seen from outside: judge its declaration'],
  [
    'seccomp-profile-strength',
    'the kernel says that there is a filter, not what it lets through: judge the profile (bulkhead seccomp show)',
  ],
  ['published-address', 'which ports an engine publishes is decided outside of the process'],
  ['health-check', 'a health check is the engine’s: check container:NAME'],
  ['image-pinned', 'a process does not say which image it comes from: check container:NAME'],
  ['secret-file-access', 'files are not looked into: judge its declaration'],
  ['secret-on-disk', 'files are not looked into: judge its declaration'],
  ['shared-namespace', 'which other containers share a namespace is not looked for: check container:NAME'],
]);
