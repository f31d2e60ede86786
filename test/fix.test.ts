import { describe, expect, it } from 'vitest';
import { fixed } from './support/fix.ts';

const web = 'services:\n  web:\n    image: nginx:1.27\n';
const controls = (text: { want?: { finding: { control: string } }; finding?: { control: string } }[]) => [
  ...new Set(text.map((one) => (one.want?.finding ?? one.finding)?.control)),
];

describe('fix', () => {
  it('writes everything that can be written, and a second one changes nothing', async () => {
    const first = await fixed({ 'compose.yaml': web });
    const text = first.texts.get('compose.yaml') ?? '';
    expect(first.mended.length).toBeGreaterThan(5);
    const second = await fixed({ 'compose.yaml': text });
    expect(second.mended).toEqual([]);
    expect(second.texts.get('compose.yaml')).toBe(text);
  });

  it('writes only what is safe unless asked for more', async () => {
    const { mended, left } = await fixed({ 'compose.yaml': web }, { safeOnly: true });
    expect(mended.every(({ want }) => want.risk.safe)).toBe(true);
    expect(left.filter(({ why }) => why === 'unsafe').length).toBeGreaterThan(3);
  });

  it('takes two entries out of one list one after the other, and the list with the last', async () => {
    const text = `${web}    cap_add:\n      - SYS_ADMIN\n      - SYS_MODULE\n`;
    const { texts } = await fixed({ 'compose.yaml': text }, { controls: ['dangerous-capabilities'] });
    expect(texts.get('compose.yaml')).toBe(web);
  });

  it('puts back what does not help', async () => {
    const text = `${web}    userns_mode: host\n`;
    const { texts, mended, left } = await fixed({ 'compose.yaml': text }, { controls: ['user-namespace'] });
    expect([texts.get('compose.yaml'), mended, controls([...left])]).toEqual([text, [], ['user-namespace']]);
  });

  it('leaves a file alone that was not given', async () => {
    const files = { 'compose.yaml': 'services:\n  web:\n    extends: {file: base.yaml, service: base}\n' };
    const others = { 'base.yaml': `services:\n  base:\n    image: a\n    cap_add: [SYS_ADMIN]\n` };
    const { left, mended } = await fixed(files, { controls: ['dangerous-capabilities'], others });
    expect(mended).toEqual([]);
    expect(left.map(({ because }) => because)).toEqual(['base.yaml would have to be changed, and was not given: name it as well']);
  });

  it('mends what two services share once, for both', async () => {
    const text = 'x-b: &b\n  cap_add: [SYS_ADMIN]\nservices:\n  a:\n    <<: *b\n    image: a:1\n  c:\n    <<: *b\n    image: c:1\n';
    const { texts, mended } = await fixed({ 'compose.yaml': text }, { controls: ['dangerous-capabilities'] });
    expect(mended.length).toBe(2);
    expect(texts.get('compose.yaml')).not.toContain('SYS_ADMIN');
  });

  it('leaves alone what somebody accepted', async () => {
    const text = `${web}    # bulkhead: accept privileged until 2099-01-01: it drives the tape library\n    privileged: true\n`;
    const { texts } = await fixed({ 'compose.yaml': text }, { controls: ['privileged'] });
    expect(texts.get('compose.yaml')).toBe(text);
  });
});
