import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { controls } from '../../src/controls/index.ts';
import type { Report } from '../../src/model/index.ts';
import { checkPage } from '../../src/reports/html/check.ts';
import { htmlDocument } from '../../src/reports/html/document.ts';
import { type Browser, type Page, startBrowser, whyNoBrowser } from '../support/browser.ts';
import { builtPage } from '../support/built-page.ts';
import { bulkhead } from '../support/cli.ts';
import { finding, judged, report } from '../support/report.ts';

const missing = whyNoBrowser();

/** The report of the bundled sample, as the command writes it, in a real browser: what somebody does with it. */
describe.skipIf(missing !== undefined)('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-page-'));
  const sample = join(folder, 'sample.html');
  let browser: Browser;
  let page: Page;
  const textOf = (selector: string): Promise<string> => page.run(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? ''`);
  const number = (selector: string): Promise<number> => page.run(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
  const said = '.said';

  beforeAll(async () => {
    expect(bulkhead(['check', 'sample', '--format', 'html', '--output', sample]).err).toBe('');
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    page = await browser.page();
    await page.open(sample);
    await page.until("document.querySelector('#findings .card')");
  });

  it('shows itself without a network, and nothing of it is refused', async () => {
    expect(page.complaints).toEqual([]);
    expect(page.requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(await textOf('h1')).toMatch(/9 containers in 5 files/);
    expect(await textOf('.verdict')).toMatch(/The check fails/);
  });

  it('lets no script of others run, nor its own say more than it does', async () => {
    const ran = await page.run(
      `new Promise((resolve) => { const s = document.createElement('script'); document.body.append(s); try { s.text = 'window.evil = 1'; } catch {} setTimeout(() => resolve(window.evil === 1), 100); })`,
    );
    expect(ran).toBe(false);
  });

  it('finds what is searched for, says how much that is, and comes back', async () => {
    const all = await textOf(said);
    await page.click('#search');
    await page.type('docker.sock');
    await page.until(`document.querySelector('${said}').innerText.includes('found')`);
    expect(await textOf(said)).toMatch(/^\d+ open findings? found$/);
    await page.until("document.querySelector('#findings .card-title')?.innerText.includes('engine-socket')");
    await page.click('.clear');
    await page.until(`document.querySelector('${said}').innerText === ${JSON.stringify(all)}`);
    expect(await page.run("document.querySelector('#search').value")).toBe('');
  });

  it('filters by severity, outcome, control and container', async () => {
    await page.click('.chip.critical input');
    await page.until(`document.querySelector('${said}').innerText.startsWith('8 ')`);
    await page.until("[...document.querySelectorAll('#findings .counts .badge')].every((e) => e.innerText.includes('critical'))");
    await page.run(
      "(() => { const s = document.querySelector('#by-control'); s.value = 'engine-socket'; s.dispatchEvent(new Event('change')); })()",
    );
    await page.until(`document.querySelector('${said}').innerText.startsWith('2 ')`);
    await page.click('#by-container');
    await page.type('proxy');
    await page.until(`document.querySelector('${said}').innerText.startsWith('1 ')`);
    await page.until("document.querySelectorAll('.body .row').length === 1");
    await page.click('.clear');
    await page.click('.chip.on input');
    await page.until(`document.querySelector('${said}').innerText.includes('entries')`);
  });

  it('opens a finding: the line, why it matters, how to mend it, who asks for it', async () => {
    await page.click('#findings .card summary');
    await page.until("document.querySelector('#findings .card[open] .entry')");
    const text = await textOf('#findings .card[open]');
    for (const part of ['Why it matters', 'What it stops', 'Mend', 'Who asks for it', 'sample/']) expect(text).toContain(part);
    expect(await number('#findings .card[open] .excerpt mark')).toBeGreaterThan(0);
    await page.click('#findings .choice label:last-child');
    await page.until("[...document.querySelectorAll('#findings .card-title strong')].some((e) => e.innerText === 'proxy')");
  });

  it('is gone through by keys: one stop in the matrix, arrows from cell to cell, Enter opens, Escape comes back', async () => {
    expect(await number('.grid [tabindex="0"]')).toBe(1);
    await page.run('document.querySelector(\'.grid [tabindex="0"]\').focus()');
    const at = (): Promise<readonly number[]> =>
      page.run('[Number(document.activeElement.closest(".row").dataset.row), Number(document.activeElement.dataset.column)]');
    expect(await at()).toEqual([0, 0]);
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.press(key);
    expect(await at()).toEqual([2, 1]);
    await page.press('End', { control: true });
    expect(await at()).toEqual(
      (
        await page.run<[number, number]>(
          "(() => { const g = document.querySelector('.grid'); return [g.ariaRowCount ?? g.getAttribute('aria-rowcount'), g.getAttribute('aria-colcount')]; })()",
        )
      ).map((each) => Number(each) - 2),
    );
    await page.press('Home', { control: true });
    expect([await at(), await number('.grid [tabindex="0"]')]).toEqual([[0, 0], 1]);
    await page.press('Enter');
    await page.until("document.activeElement.matches('#matrix .inspector h3')");
    expect(await textOf('#matrix .inspector')).toMatch(/non-root-user in proxy/);
    await page.press('Escape');
    expect(await at()).toEqual([0, 0]);
  });

  it('shows the grounds of a step, and what a change would leave', async () => {
    await page.run('document.querySelector(\'.sheet [tabindex="0"]\').focus()');
    await page.press('ArrowRight');
    await page.press('Enter');
    await page.until("document.querySelector('#ways .inspector h3')");
    expect(await textOf('#ways .inspector')).toMatch(/compose\.yaml:\d+/);
    const before = await textOf('.cut .status');
    await page.click('.changes input');
    await page.until(`document.querySelector('.cut .status').innerText !== ${JSON.stringify(before)}`);
    expect(await number('.line.closed')).toBeGreaterThan(0);
    await page.click('.cut > button');
    await page.until("document.querySelector('.cut .status').innerText.includes('no way to the host is left')");
  });

  it('is light or dark as the system is, and as somebody chose, also the next time', async () => {
    const ground = (): Promise<string> => page.run('getComputedStyle(document.documentElement).backgroundColor');
    const light = await ground();
    await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.run("(() => { const s = document.querySelector('#theme'); s.value = 'light'; s.dispatchEvent(new Event('change')); })()");
    expect(await ground()).toBe(light);
    await page.open(sample);
    await page.until("document.querySelector('#theme')");
    expect([await ground(), await page.run("document.querySelector('#theme').value")]).toEqual([light, 'light']);
    await page.run("(() => { const s = document.querySelector('#theme'); s.value = 'system'; s.dispatchEvent(new Event('change')); })()");
    expect(await ground()).toBe(dark);
  });

  it('is unfolded on paper, and folded again afterwards', async () => {
    await page.run(
      "window.addEventListener('beforeprint', () => setTimeout(() => 0)); window.addEventListener('afterprint', () => { window.after = true; })",
    );
    await page.run(
      "window.unfolded = []; window.addEventListener('beforeprint', () => { unfolded = [document.querySelectorAll('details:not([open])').length, document.querySelectorAll('#findings .entry').length, document.querySelectorAll('.body .row').length]; })",
    );
    const { data } = await page.send('Page.printToPDF', { preferCSSPageSize: true });
    await page.until('window.after === true');
    const [closed, entries, rows] = await page.run<readonly number[]>('unfolded');
    expect([closed, entries, rows]).toEqual([0, 61, 38]);
    expect(String(data).length).toBeGreaterThan(100_000);
    expect(await number('details[open]')).toBe(1);
  });

  it('has a name for everything that a screen reader stops at', async () => {
    const { nodes } = await page.send('Accessibility.getFullAXTree');
    const told = (nodes as readonly { ignored: boolean; role?: { value: string }; name?: { value: string } }[]).filter(
      ({ ignored }) => !ignored,
    );
    const stops = [
      'button',
      'link',
      'checkbox',
      'radio',
      'combobox',
      'searchbox',
      'grid',
      'gridcell',
      'columnheader',
      'rowheader',
      'region',
      'navigation',
      'heading',
      'group',
      'search',
    ];
    const ofRole = (role: string): readonly (string | undefined)[] =>
      told.filter((node) => node.role?.value === role).map(({ name }) => name?.value);
    const nameless = stops.filter((role) => role !== 'group' && ofRole(role).some((name) => name === undefined || name.trim() === ''));
    expect(nameless).toEqual([]);
    for (const role of ['banner', 'main', 'navigation', 'contentinfo', 'search', 'grid', 'complementary'])
      expect([role, ofRole(role).length]).toEqual([role, 1]);
    expect(ofRole('gridcell')).toContain('non-root-user, proxy: off, high');
    expect(ofRole('gridcell').length).toBeGreaterThan(100);
    expect(await page.run("[...document.querySelectorAll('[aria-live]')].length")).toBeGreaterThan(0);
  });

  it.each([360, 768, 1280])('does not break at %i pixels', async (width) => {
    await page.send('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: false });
    await page.run(
      "for (const details of document.querySelectorAll('details')) { details.dispatchEvent(new Event('unfold')); details.open = true; }",
    );
    await page.until(`innerWidth === ${width}`);
    expect(await page.run('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const wide = await page.run<readonly string[]>(
      `[...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > ${width + 1} && !e.closest('.drawing, .grid, .scroll, pre, .hidden')).map((e) => e.tagName + '.' + e.className).slice(0, 5)`,
    );
    expect(wide).toEqual([]);
  });

  it.each<[string, Report]>([
    ['nothing was judged', report([], { containers: [] })],
    ['nothing is wrong', report([finding({ outcome: 'held', detail: 'is on' })])],
    ['only a problem', report([], { containers: [], problems: [{ file: 'a.yaml', line: 3, message: 'it cannot be read' }] })],
    [
      'hostile names',
      report([finding({ detail: '</script><script>window.evil = 1</script>' })], {
        containers: [judged({ name: '<img src=x onerror="window.evil = 1">' })],
      }),
    ],
  ])('is whole where %s', async (name, content) => {
    const path = join(folder, `${name.replaceAll(' ', '-')}.html`);
    writeFileSync(path, htmlDocument(checkPage(content, controls, 'high'), await builtPage()));
    await page.open(path);
    await page.until("document.querySelector('main section')");
    expect(page.complaints).toEqual([]);
    expect(await page.run('[window.evil, document.querySelectorAll("img").length]')).toEqual([null, 0]);
  });
});
