export type Child = Node | string | undefined | readonly Child[];
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const svgNames = 'http://www.w3.org/2000/svg';

function filled<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat(9) as (Node | string | undefined)[]) if (child !== undefined) element.append(child);
  return element;
}

/** An element with its attributes and children. A string is always text: nothing here reads markup. */
export const h = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] => filled(document.createElement(tag), attributes, children);

/** The same of a drawing. */
export const s = <K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] => filled(document.createElementNS(svgNames, tag), attributes, children);

/** A button that does one thing. */
export function button(label: Child, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = h('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', act);
  return made;
}

/** A section with a heading that names it for those who jump from one to the next. */
export function section(id: string, title: string, ...children: Child[]): HTMLElement {
  const heading = h('h2', { id: `${id}-title`, tabindex: -1 }, title);
  return h('section', { id, 'aria-labelledby': `${id}-title` }, heading, children);
}

/** Something folded, whose inside is made when it is first opened (or printed: the event `unfold`). */
export function folded(summary: Child, inside: () => Child, attributes: Attributes = {}): HTMLDetailsElement {
  const details = h('details', attributes, h('summary', {}, summary));
  let made = false;
  const make = (): void => {
    if (made) return;
    made = true;
    details.append(h('div', { class: 'inside' }, inside()));
  };
  details.addEventListener('toggle', () => details.open && make());
  details.addEventListener('unfold', () => {
    make();
    details.open = true;
  });
  return details;
}
