/** A folder that is not there: what a tool looks for in it, it does not find; what it would write there, it cannot. */
const nowhere = '/nonexistent/bulkhead';

/** A port that nothing listens on (discard, RFC 863): what goes there fails at once. */
const closed = 'http://127.0.0.1:9';

/**
 * What a renderer is given of our environment: where programs and the home folder are, which wrappers of them need (asdf, mise).
 * No cluster, no plugins and caches of helm's, and no way to fetch anything: by HTTP, or with git.
 */
export function toolEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]] as const]));
  return {
    ...Object.fromEntries(kept),
    KUBECONFIG: `${nowhere}/kubeconfig`,
    HELM_CACHE_HOME: `${nowhere}/cache`,
    HELM_CONFIG_HOME: `${nowhere}/config`,
    HELM_DATA_HOME: `${nowhere}/data`,
    HTTP_PROXY: closed,
    HTTPS_PROXY: closed,
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

/** The flags that helm 3 and 4 both know. `values` are absolute paths. */
export const helmArguments = (release: string, folder: string, values: readonly string[], kubernetes: string | undefined): string[] => [
  'template',
  release,
  folder,
  '--skip-tests',
  ...values.flatMap((file) => ['--values', file]),
  ...(kubernetes === undefined ? [] : ['--kube-version', kubernetes]),
];

/** Either does: kubectl carries kustomize. The first that is there is taken. */
export const kustomizers: readonly { readonly name: string; readonly args: (folder: string) => string[] }[] = [
  { name: 'kustomize', args: (folder) => ['build', folder] },
  { name: 'kubectl', args: (folder) => ['kustomize', folder] },
];
