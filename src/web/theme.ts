import { h } from './dom.ts';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];
const key = 'bulkhead-report-theme';

/** Light, dark, or as the system has it; kept for the next time where the browser keeps anything for a file. */
export function themeSwitch(): HTMLElement {
  const choice = h(
    'select',
    { id: 'theme' },
    themes.map((theme) => h('option', { value: theme }, theme)),
  );
  const set = (theme: Theme): void => {
    choice.value = theme;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  choice.addEventListener('change', () => {
    const theme = themes.find((each) => each === choice.value) ?? 'system';
    set(theme);
    keep(theme);
  });
  set(kept());
  return h('label', { class: 'theme' }, h('span', {}, 'Colours '), choice);
}

function kept(): Theme {
  try {
    const theme = localStorage.getItem(key);
    return themes.find((each) => each === theme) ?? 'system';
  } catch {
    return 'system';
  }
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Where nothing is kept, the choice holds for this page.
  }
}
