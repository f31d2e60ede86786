import { baseName } from '../../facts/host-path.ts';

/** Extensions of files that programs read at start and people write: not those of data, logs or sockets. */
const extensions: ReadonlySet<string> = new Set(
  'conf,config,cfg,cnf,ini,toml,yaml,yml,properties,env,rules,tmpl,tpl,template,vcl,hcl,pem,crt,cer,key,sh,sql,htpasswd'.split(','),
);

/** Does a mount look like configuration that the container only reads? Judged by names alone, and narrowly. */
export function isConfiguration(source: string, destination: string): boolean {
  return hasExtension(source) || hasExtension(destination) || isConfigurationFolder(source, destination);
}

function hasExtension(path: string): boolean {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot !== -1 && extensions.has(name.slice(dot + 1).toLowerCase());
}

/**
 * `/etc/NAME` and below, and the folders of scripts that database images run once. The same path on both sides is the
 * folder of a service that moved into a container, and likely its state as well.
 */
function isConfigurationFolder(source: string, destination: string): boolean {
  const folder = withoutSlash(destination);
  return (folder.startsWith('/etc/') && folder !== withoutSlash(source)) || folder.endsWith('initdb.d');
}

const withoutSlash = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : path);
