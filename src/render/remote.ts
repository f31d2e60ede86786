/**
 * Would kustomize fetch this entry of a kustomization from elsewhere? By HTTP or with git, as its own reading of such entries goes
 * (kustomize 5.7 api/internal/git/repospec.go): a scheme, `git::`, `gh:`, user@host, github.com, or Azure's `_git/`.
 */
export const isRemote = (entry: string): boolean =>
  !entry.startsWith('/') &&
  (/^(?:[a-z][a-z0-9+.-]*:\/\/|git::|gh:|github\.com[:/]|[\w.-]+@[\w.-]+[:/])/i.test(entry) || entry.includes('_git/'));
