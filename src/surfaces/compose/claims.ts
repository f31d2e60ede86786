const byName = /^(?:docker-|podman-|container-)?compose(?:[._-].*)?\.(?:ya?ml|json)(?:\.(?:j2|jinja2?|tmpl|tpl|erb))?$/i;
const yaml = /\.ya?ml$/i;
/** Values of a chart are no declaration, whatever their keys are called. */
const values = /^values\b/i;

/** Keys at the top that other formats with `services:` have and Compose has not: Kubernetes, GitHub, GitLab, Drone, Woodpecker. */
const foreign = /^(?:apiVersion|kind|jobs|stages|steps|pipeline|pipelines|runs|on|tosca_definitions_version)[ \t]*:/m;

/** A Compose file by its name, or by `services:` at the top with something to run below it. Kubernetes files are not ours. */
export function claims(name: string, text: string): boolean {
  if (byName.test(name)) return true;
  if ((name !== '-' && name !== '' && name.includes('.') && !yaml.test(name)) || values.test(name)) return false;
  const services = /^services:[ \t]*(?:&\S+[ \t]*)?(?:#.*)?\r?$/m.exec(text);
  return services !== null && !foreign.test(text) && holdsService(text, services.index + services[0].length);
}

/** A mapping follows, and at its second level `image: TEXT` or `build:`. Looks no further than the section goes. */
function holdsService(text: string, start: number): boolean {
  let outer = -1;
  let inner = -1;
  const line = /\r?\n([ \t]*)([^\r\n]*)/y;
  line.lastIndex = start;
  for (let match = line.exec(text); match !== null; match = line.exec(text)) {
    const [, indent = '', content = ''] = match;
    const depth = indent.length;
    if (content === '' || content.startsWith('#')) continue;
    if (depth === 0 || (content.startsWith('- ') && outer < 0)) return false;
    if (outer < 0 || depth <= outer) {
      outer = depth;
      inner = -1;
    } else {
      if (inner < 0) inner = depth;
      if (depth === inner && /^["']?(?:image["']?[ \t]*:[ \t]*\S|build["']?[ \t]*:)/.test(content)) return true;
    }
  }
  return false;
}
