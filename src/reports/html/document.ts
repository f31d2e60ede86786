import type { PageData } from '../../web/data.ts';
import type { Asset } from './asset.ts';
import { escapeHtml, scriptJson } from './escape.ts';

/**
 * What the page may do: run its one script, use its one style sheet, and nothing else. No network, no frame, no form; and no text is ever read as
 * markup, where a browser knows trusted types.
 */
const policyOf = ({ scriptHash, styleHash }: Asset): string =>
  [
    "default-src 'none'",
    `script-src '${scriptHash}'`,
    `style-src '${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** The whole file. What it says stands in it as data; its script makes the page of that. Without scripts there is the heading and where to look. */
export function htmlDocument(data: PageData, asset: Asset): string {
  const title = escapeHtml(`${data.title}: ${data.targets.join(', ')}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(asset)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title} - Bulkhead</title>
<style>${asset.style}</style>
</head>
<body>
<div id="page">
<noscript>
<main><h1>${escapeHtml(data.title)}</h1><p>${escapeHtml(data.verdict.text)}.</p>
<p>This page is made by a script of its own, which this browser does not run. The text, JSON and Markdown reports of bulkhead say the same.</p></main>
</noscript>
</div>
<script type="application/json" id="data">${scriptJson(data)}</script>
<script>${asset.script}</script>
</body>
</html>
`;
}
