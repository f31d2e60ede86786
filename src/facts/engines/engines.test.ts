import { describe, expect, it } from 'vitest';
import { engineKinds } from '../../model/index.ts';
import { allCapabilities, capabilities, dangerousCapabilities } from '../capabilities.ts';
import { kernelPaths } from '../kernel-paths.ts';
import { engineFacts } from './index.ts';

describe('capabilities', () => {
  it('are numbered without a gap, 0 to 40', () => {
    expect(capabilities.map(({ number }) => number)).toEqual([...capabilities.keys()]);
    expect(capabilities.at(-1)).toMatchObject({ name: 'CAP_CHECKPOINT_RESTORE', number: 40 });
    expect(new Set(allCapabilities).size).toBe(41);
  });

  it('that an engine gives by default are not called dangerous', () => {
    for (const kind of engineKinds) {
      const given = engineFacts[kind].capabilities.flatMap(({ value }) => value);
      expect(given.filter((name) => dangerousCapabilities.has(name))).toEqual([]);
      expect(allCapabilities).toEqual(expect.arrayContaining(given));
    }
  });

  it.each(['CAP_SYS_ADMIN', 'CAP_SYS_MODULE', 'CAP_SYS_PTRACE', 'CAP_SYS_RAWIO', 'CAP_DAC_READ_SEARCH', 'CAP_NET_ADMIN', 'CAP_BPF'])(
    '%s is dangerous',
    (name) => {
      expect(dangerousCapabilities.get(name)).toMatch(/^[a-z]/);
    },
  );
});

it.each(engineKinds)('%s: every path of its lists is explained', (kind) => {
  const { maskedPaths, readonlyPaths } = engineFacts[kind];
  for (const { value } of [...maskedPaths, ...readonlyPaths]) expect(kernelPaths.get(value), value).toBeDefined();
});
