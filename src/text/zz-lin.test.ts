import { it } from 'vitest';
import { maskSecrets } from '/work/main/src/text/secrets.ts';
it('x', () => { for (const n of [5000,10000,20000,40000,80000]) { const t=performance.now(); maskSecrets('PASSWORD='.repeat(n)); console.log(n, (performance.now()-t).toFixed(0)); } }, 60000);
