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

  it.each([
    ['that is extended', 'services:\n  web:\n    extends: base\n    ports: ["127.0.0.1:80:80"]\n  base:\n    image: nginx:1.27\n'],
    ['behind <<', 'services:\n  base: &base\n    image: nginx:1.27\n  web:\n    <<: *base\n    working_dir: /srv\n'],
    [
      'of a base',
      'services:\n  a:\n    extends: {service: b}\n    image: c:1\n  b:\n    extends: c\n    image: c:1\n  c:\n    image: nginx:1.27\n',
    ],
    ['whose parts are shared', 'services:\n  a: &a\n    image: a:1\n    labels: &l {x: y}\n  b:\n    <<: *a\n    labels: *l\n'],
  ])('mends a base %s, and its heirs with it', async (_, text) => {
    const { texts, mended } = await fixed({ 'compose.yaml': text }, { controls: ['read-only-root'] });
    const after = texts.get('compose.yaml') ?? '';
    expect(after.match(/read_only: true/g)).toHaveLength(1);
    expect(mended.map(({ want }) => want.finding.container).sort()).toEqual(
      [...text.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => `compose.yaml#${name}`).sort(),
    );
  });

  const tmp = '    tmpfs:\n      - "/tmp:noexec,nosuid,nodev,size=64m" # bulkhead: a guess; measure, then set\n';

  it('mends an heir that says otherwise, too', async () => {
    const text = 'services:\n  base:\n    image: a:1\n  web:\n    extends: base\n    read_only: false\n';
    const { texts } = await fixed({ 'compose.yaml': text }, { controls: ['read-only-root'] });
    expect(texts.get('compose.yaml')).toBe(
      `services:\n  base:\n    image: a:1\n    read_only: true\n${tmp}  web:\n    extends: base\n    read_only: true\n`,
    );
  });

  it('mends the base in another file first', async () => {
    const files = {
      'compose.yaml': 'services:\n  web:\n    extends: {file: base.yaml, service: base}\n',
      'base.yaml': 'services:\n  base:\n    image: a:1\n',
    };
    const { texts } = await fixed(files, { controls: ['read-only-root'] });
    expect([...texts.values()]).toEqual([files['compose.yaml'], `${files['base.yaml']}    read_only: true\n${tmp}`]);
  });

  it('leaves alone what somebody accepted', async () => {
    const text = `${web}    # bulkhead: accept privileged until 2099-01-01: it drives the tape library\n    privileged: true\n`;
    const { texts } = await fixed({ 'compose.yaml': text }, { controls: ['privileged'] });
    expect(texts.get('compose.yaml')).toBe(text);
  });
});
