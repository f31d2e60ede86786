/** On paper everything is unfolded; afterwards all is as it was. */
export function unfoldForPrint(page: HTMLElement, unfoldMatrix: () => () => void): void {
  let back: (() => void)[] = [];
  window.addEventListener('beforeprint', () => {
    back = [unfoldMatrix(), ...openAll(page)];
  });
  window.addEventListener('afterprint', () => {
    for (const act of back) act();
    back = [];
  });
}

/** Opens what is folded, and what is folded in it, until nothing is left; the answers fold it again. */
function openAll(page: HTMLElement): (() => void)[] {
  const back: (() => void)[] = [];
  const unfold = new Event('unfold');
  for (const cards of page.querySelectorAll('.cards')) cards.dispatchEvent(unfold);
  for (let closed = closedIn(page); closed.length > 0; closed = closedIn(page))
    for (const details of closed) {
      details.dispatchEvent(unfold);
      details.open = true;
      for (const list of details.querySelectorAll('.entries')) list.dispatchEvent(unfold);
      back.push(() => {
        details.open = false;
      });
    }
  for (const list of page.querySelectorAll('.entries')) list.dispatchEvent(unfold);
  return back;
}

const closedIn = (page: HTMLElement): readonly HTMLDetailsElement[] => [
  ...page.querySelectorAll<HTMLDetailsElement>('details:not([open])'),
];
