import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, container, type Overrides } from '../../test/support/table.ts';
import { allCapabilities } from '../facts/capabilities.ts';
import { type EngineKind, type Entries, engineKinds, isUnknown, knownValue, unknown } from '../model/index.ts';
import { defaultEngine, parseEngine } from './known.ts';
import { resolveWith } from './resolve.ts';

const noImage = () => undefined;
const root = { uid: 0 };
const names = (entries: Entries<string> | undefined) => (entries ?? []).map((entry) => (isUnknown(entry) ? '?' : entry.value));
const short = (entries: Entries<string> | undefined) => names(entries).map((name) => name.replace('CAP_', ''));
const list = (text: string) => (text === '' ? [] : text.split(' ').map((name, index) => at(name === 'ALL' ? name : `CAP_${name}`, index)));

function capabilities(engine: string, add: string, drop: string, more: Overrides = {}) {
  const parsed = parseEngine(engine) ?? defaultEngine('docker');
  const process = { user: at(root), capabilities: { add: list(add), drop: list(drop) }, ...more.process };
  return resolveWith(container({ ...more, engine: parsed.kind, process }), parsed, noImage).process.capabilities ?? {};
}

const fourteen =
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE';
const eleven = 'CHOWN DAC_OVERRIDE FOWNER FSETID KILL NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT';
const all = allCapabilities.map((name) => name.replace('CAP_', '')).join(' ');

describe('what an engine says that it gives', () => {
  const bounding = (told: readonly string[] | undefined, drop = '') => {
    const engine = { kind: 'podman', version: '4.3.1', ...(told === undefined ? {} : { capabilities: told }) } as const;
    const process = { user: at(root), capabilities: { add: [], drop: list(drop) } };
    return resolveWith(container({ engine: 'podman', process }), engine, noImage).process.capabilities?.bounding ?? [];
  };

  it('takes the place of what its version gives', () => {
    expect(short(bounding(['CAP_CHOWN', 'CAP_SYS_TIME'], 'CHOWN'))).toEqual(['SYS_TIME']);
    expect(bounding(['CAP_CHOWN'])[0]).toMatchObject({ from: 'Podman 4.3 as it is set here' });
    expect(bounding([])).toEqual([]);
  });

  it('is its default where it is the same', () => {
    const usual = names(bounding(undefined));
    expect(bounding(usual.toReversed()).map((entry) => entry.state === 'default' && entry.from)).toEqual(
      usual.map(() => 'Podman 4.3 default'),
    );
  });
});

describe('bounding set', () => {
  it.each([
    ['docker@20.10', '', '', fourteen],
    ['docker', '', '', fourteen],
    ['kubernetes', '', '', fourteen],
    ['podman@4.3', '', '', `${eleven} AUDIT_WRITE MKNOD NET_RAW`],
    ['podman@4.4', '', '', eleven],
    ['podman', '', '', eleven],
    ['docker', '', 'ALL', ''],
    ['docker', 'NET_ADMIN', 'ALL', 'NET_ADMIN'],
    ['docker', 'CHOWN', 'CHOWN', fourteen],
    ['docker', 'ALL', 'ALL', all],
    ['docker', 'ALL', 'CHOWN', all.replace('CHOWN ', '')],
    ['docker', 'NET_ADMIN', 'NET_RAW', `${fourteen.replace('NET_RAW ', '')} NET_ADMIN`],
    ['docker', 'NO_SUCH', 'ALL', ''],
    ['podman', 'NET_ADMIN', 'ALL', 'NET_ADMIN'],
    ['podman', 'ALL', 'CHOWN', all.replace('CHOWN ', '')],
    ['podman', 'ALL', 'ALL', '?'],
    ['podman', 'NET_ADMIN', 'NET_ADMIN', `${eleven} ?`],
    ['kubernetes', 'NET_ADMIN', 'ALL', 'NET_ADMIN'],
    ['kubernetes', 'ALL', 'ALL', ''],
    ['kubernetes', 'ALL', 'CHOWN', all.replace('CHOWN ', '')],
    ['kubernetes', 'CHOWN', 'CHOWN', fourteen.replace('CHOWN ', '')],
  ])('%s: add %j, drop %j', (engine, add, drop, expected) => {
    expect(short(capabilities(engine, add, drop).bounding).toSorted()).toEqual(expected.split(' ').filter(Boolean).toSorted());
  });

  it('tells of each capability why it is there', () => {
    const { bounding = [] } = capabilities('docker', 'NET_ADMIN CHOWN', '');
    const reasonOf = (name: string) => bounding.find((entry) => knownValue(entry) === name);
    expect(reasonOf('CAP_NET_ADMIN')).toEqual(at('CAP_NET_ADMIN', 0));
    expect(reasonOf('CAP_CHOWN')).toEqual(at('CAP_CHOWN', 1));
    expect(reasonOf('CAP_KILL')).toMatchObject({ state: 'default', from: 'Docker 29 default' });
    expect(capabilities('docker', 'ALL', '').bounding?.[0]).toMatchObject({
      state: 'default',
      from: 'ALL is added',
      origin: at('').origin,
    });
  });

  it.each(engineKinds)('%s: a dropped capability that is not known puts the default in doubt, one that is added does not', (kind) => {
    const declared = { drop: [unknown('${X} is not set')] };
    const engine = defaultEngine(kind);
    const resolved = resolveWith(container({ process: { user: at(root), capabilities: declared } }), engine, noImage);
    expect(names(resolved.process.capabilities?.bounding)).toEqual(['?']);
    const added = resolveWith(
      container({ process: { user: at(root), capabilities: { add: [unknown('${X} is not set')] } } }),
      engine,
      noImage,
    );
    expect(names(added.process.capabilities?.bounding)).toContain('?');
    expect(names(added.process.capabilities?.bounding)).toContain('CAP_CHOWN');
  });
});

describe('the other sets', () => {
  it.each([
    ['docker', root, '', fourteen, '', ''],
    ['docker', { uid: 1000 }, '', '', '', ''],
    ['docker', { name: 'node' }, 'NET_ADMIN', '', '', ''],
    ['docker', { name: 'root' }, '', fourteen, '', ''],
    ['docker@20.10.13', root, '', fourteen, fourteen, ''],
    ['docker@20.10.13', { uid: 1 }, '', '', fourteen, ''],
    ['docker@20.10.14', root, '', fourteen, '', ''],
    ['podman@3.4.4', root, '', `${eleven} AUDIT_WRITE MKNOD NET_RAW`, `${eleven} AUDIT_WRITE MKNOD NET_RAW`, ''],
    ['podman@3.4.7', root, '', `${eleven} AUDIT_WRITE MKNOD NET_RAW`, '', ''],
    ['podman', { uid: 1000 }, '', '', '', ''],
    ['podman', { uid: 1000 }, 'NET_ADMIN CHOWN', 'NET_ADMIN CHOWN', 'NET_ADMIN CHOWN', 'NET_ADMIN CHOWN'],
    ['podman', root, 'CHOWN', eleven, '', ''],
    ['kubernetes', { uid: 1000 }, 'NET_ADMIN', '', '', ''],
  ])('%s as %j, add %j', (engine, user, add, effective, inheritable, ambient) => {
    const sets = capabilities(engine, add, '', { process: { user: at(user as { uid: number }) } });
    const sorted = (text: string) => text.split(' ').filter(Boolean).toSorted();
    expect(short(sets.effective).toSorted()).toEqual(sorted(effective));
    expect(short(sets.permitted).toSorted()).toEqual(sorted(effective));
    expect(short(sets.inheritable).toSorted()).toEqual(sorted(inheritable));
    expect(short(sets.ambient).toSorted()).toEqual(sorted(ambient));
  });

  it('are unknown while the user is', () => {
    const sets = capabilities('docker', '', '', { process: { user: unknown('${USER} is not set') } });
    expect(sets.effective).toEqual([unknown('${USER} is not set; only root holds them all')]);
    expect(short(sets.bounding)).toHaveLength(14);
  });
});

describe('arithmetic', () => {
  const some = fc.uniqueArray(fc.constantFrom(...allCapabilities));
  const kinds = fc.constantFrom<EngineKind>(...engineKinds);
  const resolved = (kind: EngineKind, add: readonly string[], drop: readonly string[], privileged: boolean) =>
    resolveWith(
      container({
        process: { user: at(root), capabilities: { add: add.map((name) => at(name)), drop: drop.map((name) => at(name)) } },
        privileged: at(privileged),
      }),
      defaultEngine(kind),
      noImage,
    ).process.capabilities ?? {};

  it('the bounding set holds nothing but capabilities, each once, and effective is within it', () => {
    fc.assert(
      fc.property(kinds, some, some, fc.boolean(), fc.boolean(), fc.boolean(), (kind, add, drop, addAll, dropAll, privileged) => {
        const sets = resolved(kind, addAll ? [...add, 'ALL'] : add, dropAll ? [...drop, 'ALL'] : drop, privileged);
        const known = names(sets.bounding).filter((name) => name !== '?');
        expect(allCapabilities).toEqual(expect.arrayContaining(known));
        expect(new Set(known).size).toBe(known.length);
        expect(names(sets.bounding)).toEqual(expect.arrayContaining(names(sets.effective)));
      }),
    );
  });

  it('drop ALL and add X is X, privileged is everything', () => {
    fc.assert(
      fc.property(kinds, some, (kind, add) => {
        expect(names(resolved(kind, add, ['ALL'], false).bounding).toSorted()).toEqual(add.toSorted());
        expect(names(resolved(kind, add, ['ALL'], true).bounding)).toEqual(allCapabilities);
      }),
    );
  });
});
