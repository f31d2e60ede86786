import { expect, it } from 'vitest';
import { proofReport, refusedBy, succeeds } from '../../../test/support/proof.ts';
import { controls } from '../../controls/index.ts';
import { provePage } from './prove.ts';

const page = provePage(
  proofReport({
    command: 'docker run --cap-drop NET_RAW -e DB_PASSWORD=K4ngaroo99 web --password K4ngaroo99',
    answers: {
      'socket(RAW)': refusedBy(1),
      'socket(PACKET)': refusedBy(1),
      'unshare(CLONE_NEWUSER)': refusedBy(1),
      mount: refusedBy(1),
      chroot: succeeds,
    },
    notes: ['there is no ./data yet'],
  }),
  controls,
);
const rowOf = (id: string) => page.entries.find(({ control }) => page.controls[control]?.id === id);

it('has a row for each control, with the views and what was tried', () => {
  const raw = rowOf('net-raw');
  expect(raw).toMatchObject({ state: 'on', views: { effective: { state: 'on' } }, tried: [{ state: 'on' }, { state: 'on' }] });
  expect(page.texts[raw?.says ?? -1]).toMatch(/^refused in 2 attempts/);
  expect(page.entries.length).toBe(page.controls.length);
});

it('says what was not as it was declared', () => {
  expect(page.containers[0]?.notes).toEqual([expect.stringContaining('nobody looked'), 'there is no ./data yet']);
});

it('holds no value of a secret', () => {
  expect(JSON.stringify(page)).not.toContain('K4ngaroo99');
});
