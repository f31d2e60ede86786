import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtPage } from '../../../test/support/built-page.ts';
import { finding, judged, report } from '../../../test/support/report.ts';
import type { PageData } from '../../web/data.ts';
import { checkPage } from './check.ts';
import { htmlDocument } from './document.ts';

const asset = await builtPage();
const dataIn = (html: string): PageData => JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '');
const digest = (text: string | undefined): string =>
  `sha256-${createHash('sha256')
    .update(text ?? '')
    .digest('base64')}`;

const pageOf = (text: string): string => {
  const container = judged({ id: `${text}#web`, name: text, file: text });
  const place = { file: text, line: 3, column: 1, endLine: 3, endColumn: 2 };
  const one = finding({
    container: container.id,
    detail: text,
    origin: place,
    remedy: [text],
    excerpt: { text, start: 0, length: 1 },
    from: text,
  });
  return htmlDocument(
    checkPage(report([one], { containers: [container], targets: [text], problems: [{ file: text, message: text }] }), [], 'high'),
    asset,
  );
};

describe('the file', () => {
  it('lets in its own script and style sheet by their digests, and nothing else', () => {
    const html = pageOf('compose.yaml');
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src '${digest(/<script>(.*?)<\/script>/s.exec(html)?.[1])}'`);
    expect(policy).toContain(`style-src '${digest(/<style>(.*?)<\/style>/s.exec(html)?.[1])}'`);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('names no address', () => {
    const html = pageOf('compose.yaml').replaceAll('http://www.w3.org/2000/svg', '');
    expect(html.match(/\b(?:https?:)?\/\/[a-z]/gi)).toBe(null);
    expect(html).not.toMatch(/\s(?:src|style|on[a-z]+)=/i);
  });

  const quiet = pageOf('compose.yaml');
  const tags = (html: string): number => html.match(/<[a-z/!]/gi)?.length ?? 0;

  it.each(['</script><script>alert(1)</script>', '<!--', '"><img src=x onerror=alert(1)>', "'-alert(1)-'", '${alert(1)}', '&lt;b&gt;'])(
    'a container with the name %s stays text',
    (name) => {
      const html = pageOf(name);
      expect(tags(html)).toBe(tags(quiet));
      expect(dataIn(html).containers[0]?.name).toBe(name);
    },
  );

  it('any text stays text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        expect(tags(pageOf(text))).toBe(tags(quiet));
      }),
      { numRuns: 50 },
    );
  });

  it('characters that reorder or hide text are made visible', () => {
    expect(dataIn(pageOf('web\u202egnp.exe')).containers[0]?.name).toBe('web\ufffdgnp.exe');
  });
});
