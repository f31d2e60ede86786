const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/** One stop of the tab key for all of the things; arrow keys go from one to the next (WAI-ARIA Authoring Practices, "Roving tabindex"). */
export function roving(around: HTMLElement, things: readonly (HTMLElement | SVGElement)[]): void {
  const stop = (chosen: HTMLElement | SVGElement): void => {
    for (const thing of things) thing.setAttribute('tabindex', thing === chosen ? '0' : '-1');
  };
  const [first] = things;
  if (first !== undefined) stop(first);
  for (const thing of things) thing.addEventListener('focus', () => stop(thing));
  around.addEventListener('keydown', (event) => {
    const at = things.findIndex((thing) => thing.matches(':focus'));
    const current = things[at];
    if (current === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      current.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      return;
    }
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    things[Math.max(0, Math.min(things.length - 1, at + move))]?.focus();
  });
}
