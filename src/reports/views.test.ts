import { expect, it } from 'vitest';
import { container } from '../../test/support/table.ts';
import { byDefault, unknown, written } from '../model/index.ts';
import { viewOf } from './views.ts';

const source = { path: 'compose.yaml', text: 'one\ntwo three\n' };
const origin = { source, start: 8, end: 13 };
const where = { file: 'compose.yaml', line: 2, column: 5 };

it('turns fields into plain data, each with its provenance', () => {
  const view = viewOf(
    container({
      origin,
      privileged: written(true, origin),
      root: { readonly: byDefault(false, 'Docker 29 default') },
      hostname: unknown('${H} is not set', origin),
      process: { oomScoreAdj: byDefault(5, 'x', origin), capabilities: { drop: [written('ALL', origin)] } },
    }),
  );
  expect(view).toMatchObject({
    ...where,
    privileged: { value: true, ...where },
    root: { readonly: { value: false, from: 'Docker 29 default' } },
    hostname: { unknown: '${H} is not set', ...where },
    process: { oomScoreAdj: { value: 5, from: 'x', ...where }, capabilities: { drop: [{ value: 'ALL', ...where }] } },
  });
});

it('holds no source text and no secret', () => {
  const view = viewOf(
    container({
      process: {
        env: [{ name: 'DB_PASSWORD', origin, value: written('hunter2', origin), from: 'file' }],
        args: written(['app', '--password', 'hunter2', '--url=redis://:hunter2@db'], origin),
      },
      image: {
        build: {
          origin,
          args: [{ name: 'TOKEN', value: written('hunter2', origin) }],
          inline: written('FROM scratch\nENV API_KEY=hunter2\n', origin),
          steps: [{ instruction: 'ENV', stage: 'x', origin, text: written('API_KEY hunter2', origin), flags: {} }],
        },
      },
    }),
  );
  const json = JSON.stringify(view);
  expect(json).not.toContain('hunter2');
  expect(json).not.toContain('two three');
  expect(view).toMatchObject({
    process: { env: [{ name: 'DB_PASSWORD', from: 'file', ...where }] },
    image: { build: { args: [{ name: 'TOKEN' }] } },
  });
});

it('leaves out the accounts in the files of an image', () => {
  const image = container({ kind: 'image', image: { accounts: { users: [{ name: 'somebody', uid: 1 }], groups: ['staff'] } } });
  expect(JSON.stringify(viewOf(container({ image: { built: image } })))).not.toMatch(/somebody|staff|accounts/);
});

it('ends, whatever it is given', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  expect(() => JSON.stringify(viewOf(cyclic as never))).not.toThrow();
});
