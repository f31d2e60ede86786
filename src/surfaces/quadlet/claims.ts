/** Section by which each kind of unit is known. Source: podman-systemd.unit(5) of Podman 5.8. */
export const sectionOf: Readonly<Record<string, string>> = {
  container: 'Container',
  pod: 'Pod',
  kube: 'Kube',
  volume: 'Volume',
  network: 'Network',
  image: 'Image',
  build: 'Build',
};

const sections = new Set(Object.values(sectionOf));

/** What follows the last dot: "container". */
export const kindOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** A unit or a drop-in by its ending and a section of Quadlet's; a text without a file by `[Container]` alone. */
export function claims(name: string, text: string): boolean {
  if (name === '-' || name === 'standard input') return holds(text, (section) => section === 'Container');
  if (!name.includes('.')) return false;
  const kind = kindOf(name);
  if (kind === 'container') return holds(text, () => true);
  if (kind === 'conf') return holds(text, (section) => sections.has(section));
  const own = Object.hasOwn(sectionOf, kind) ? sectionOf[kind] : undefined;
  return own !== undefined && holds(text, (section) => section === own);
}

/** Is there a line that opens such a section? Looks at lines that begin with a bracket only. */
function holds(text: string, wanted: (section: string) => boolean): boolean {
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) {
    const header = /\[([A-Za-z][A-Za-z-]{0,40})\][ \t]*(?:\r?\n|$)/y;
    header.lastIndex = at;
    const found = header.exec(text)?.[1];
    if (found !== undefined && wanted(found) && startsLine(text, at)) return true;
  }
  return false;
}

function startsLine(text: string, at: number): boolean {
  let from = at - 1;
  while (from >= 0 && at - from < 100 && (text[from] === ' ' || text[from] === '\t' || text[from] === '\ufeff')) from--;
  return from < 0 || text[from] === '\n';
}
