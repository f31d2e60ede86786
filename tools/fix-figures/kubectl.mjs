import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** kubectl asks a server which kinds there are: this one knows every kind that the texts hold, and nothing else. */
async function discovery(texts) {
  const groups = new Map();
  for (const { before, after } of texts)
    for (const document of [...parseAllDocuments(before, { uniqueKeys: false }), ...parseAllDocuments(after, { uniqueKeys: false })]) {
      const data = document.errors.length > 0 ? undefined : document.toJS();
      for (const object of data?.items ?? [data]) {
        if (typeof object?.apiVersion !== 'string' || typeof object?.kind !== 'string') continue;
        const kinds = groups.get(object.apiVersion) ?? new Set();
        groups.set(object.apiVersion, kinds.add(object.kind));
      }
    }
  const resources = (version) => ({
    kind: 'APIResourceList',
    groupVersion: version,
    resources: [...(groups.get(version) ?? [])].map((kind) => ({
      name: `${kind.toLowerCase()}s`,
      kind,
      namespaced: true,
      verbs: ['create', 'get'],
    })),
  });
  const named = [...groups.keys()].filter((version) => version.includes('/')).map((version) => ({ version, group: version.split('/')[0] }));
  const answer = (url) => {
    if (url === '/api') return { kind: 'APIVersions', versions: ['v1'] };
    if (url !== '/apis') return resources(url.replace(/^\/apis?\//, ''));
    return {
      kind: 'APIGroupList',
      groups: [...new Set(named.map(({ group }) => group))].map((name) => {
        const versions = named
          .filter(({ group }) => group === name)
          .map(({ version }) => ({ groupVersion: version, version: version.split('/')[1] }));
        return { name, versions, preferredVersion: versions[0] };
      }),
    };
  };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer(new URL(request.url ?? '/', 'http://x').pathname)));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

const accepts = (address, file) =>
  new Promise((done) => {
    const args = ['--server', address, '--kubeconfig', '/dev/null', '--cache-dir', `/tmp/kubectl-${process.pid}`];
    const child = spawn('kubectl', [...args, 'create', '--dry-run=client', '--validate=false', '-o', 'name', '-f', file], {
      stdio: 'ignore',
    });
    child.on('close', (code) => done(code === 0));
  });

/** How many files kubectl took before, and which of them it no longer takes. */
export async function acceptedBy(folder, copy, texts) {
  if (spawnSync('kubectl', ['version', '--client']).status !== 0) return 'skipped: no kubectl';
  const manifests = texts.filter(({ file, before }) => /\.(?:ya?ml|json)$/i.test(file) && /"?apiVersion"?\s*:/.test(before));
  if (manifests.length === 0) return 'no manifests';
  const server = await discovery(manifests);
  const lost = [];
  let taken = 0;
  for (const { file } of manifests) {
    if (!(await accepts(server.address, join(folder, file)))) continue;
    taken++;
    if (!(await accepts(server.address, join(copy, file)))) lost.push(file);
  }
  server.close();
  return `${taken} of ${manifests.length} taken before, ${taken - lost.length} after${lost.length > 0 ? `: not ${lost.join(', ')}` : ''}`;
}
