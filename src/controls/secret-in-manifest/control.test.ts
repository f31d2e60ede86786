import { describe, expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import type { GivenAway } from '../../model/index.ts';
import { secretInManifest } from './control.ts';

const given = (more: Partial<GivenAway> = {}) => ({
  kind: 'object' as const,
  engine: 'kubernetes' as const,
  name: 'Secret/db',
  givesAway: [{ key: 'password', origin: at('').origin, what: 'a password', certainty: 'literal' as const, encoded: false, ...more }],
});

table(secretInManifest, [
  ['no secret', { kind: 'object' }, 'held'],
  ['in plain text', given(), 'broken', /^password holds a password in plain text$/],
  ['in base64', given({ encoded: true }), 'broken', /in base64, which hides it from nobody/],
  ['a weak one', given({ certainty: 'weak' }), 'broken', /holds a password that is weak/],
  ['inside a file', given({ key: 'app.ini', setting: 'db.password' }), 'broken', /^app.ini, under db.password, holds/],
]);

describe('secret-in-manifest', () => {
  it('points to the key, and lets no line be quoted', () => {
    expect(secretInManifest.judge(container(given()))).toMatchObject([{ concealed: true, origin: at('').origin, severity: 'medium' }]);
    expect(secretInManifest.judge(container(given({ certainty: 'token' })))).toMatchObject([{ severity: 'high' }]);
  });

  it('takes each key out', () => {
    expect(secretInManifest.harden(container(given()))).toEqual([{ set: 'object.secret', to: { kind: 'Secret', key: 'password' } }]);
    expect(secretInManifest.harden(container({ ...given(), name: 'ConfigMap/db' }))).toEqual([
      { set: 'object.secret', to: { kind: 'ConfigMap', key: 'password' } },
    ]);
  });
});
