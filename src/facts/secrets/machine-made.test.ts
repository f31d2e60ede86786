import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SecretKind } from './kind.ts';
import { isMachineMade } from './machine-made.ts';

it.each<[SecretKind, string]>([
  ['password', 'Xk29dLq8vR3mT7wZ'],
  ['password', 'k9#mQ2x!vB7p'],
  ['password', '9f86d081884c7d659a2feaa0c55ad015'],
  ['secret', 'b2Xw8Kq3Zr7Ty5Np1Ls6'],
  ['secret', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  ['secret', 'x7#k2m!p9q(w4z8r5t1y6u3i0o^a-s=d+f@g&h*j_l$c2v4b6n'],
  ['token', 'q3x8z1v6n4m9k2j7'],
  ['token', 'Zm9vYmFyMTIzNDU2Nzg5MGFi+/x7Kq2Zr9Ty=='],
  ['perhaps', 'b2Xw8Kq3Zr7Ty5Np1Ls6Vd4G'],
])('%s %s is', (kind, value) => expect(isMachineMade(kind, value)).toBe(true));

describe('is not', () => {
  it.each<[string, SecretKind, string]>([
    ['short', 'password', 'Xk29dLq8'],
    ['words', 'password', 'correct-horse-battery-staple-9'],
    ['what people make up', 'password', 'Summer2024!Holiday'],
    ['a placeholder', 'token', 'your-api-key-1A2b3C4d5E6f'],
    ['an example', 'secret', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['the token of a standard', 'token', '2YotnFZFEjr1zCsicMWpAA'],
    ['a reference', 'password', '${DB_PASSWORD_1x9Z8y7W}'],
    ['a template', 'password', '{{ .Values.x9Z8y7W6v }}'],
    ['a path', 'password', '/run/secrets/db-x9Z8y7W6v5'],
    ['an address', 'token', 'https://a.example/x9Z8y7W6v5U4'],
    ['a module', 'secret', 'aws-cdk-lib/aws-route53.CfnKeySigningKey'],
    ['code', 'token', 'config.auth.x9Z8y7W6v5U4'],
    ['a call', 'token', 'getToken(x9Z8y7W6v5U4t3)'],
    ['a UUID', 'token', '3f1c9be0-7d24-4a65-81e0-b9c8d7a6f5e4'],
    ['a digest with its name', 'secret', 'sha256:9f86d081884c7d659a2feaa0c55ad015'],
    ['an integrity', 'secret', 'sha512-Zm9vYmFyMTIzNDU2Nzg5MGFi+/x7Kq2Zr9Ty=='],
    ['a short digest', 'token', '48205d4ffd7feba3'],
    ['a git id as a key', 'perhaps', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b'],
    ['a hash', 'password', '$2b$12$x9Z8y7W6v5U4t3S2r1Q0pO'],
    ['a public key', 'secret', 'ssh-ed25519-AAAAC3NzaC1lZDI1NTE5AAAAIx9Z8'],
    ['a certificate in base64', 'secret', 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJ4OVo4'],
    ['a picture', 'token', 'iVBORw0KGgoAAAANSUhEUgAAAx9Z8y7W6v5U4'],
    ['a number', 'token', '20240117123456789012'],
    ['a date', 'token', '2024-01-17T12:34:56.789Z'],
    ['a pattern', 'password', '^[A-Z0-9]{12,20}x9Z8y7$'],
    ['too long', 'secret', 'x9Z8y7W6'.repeat(80)],
  ])('%s', (_, kind, value) => expect(isMachineMade(kind, value)).toBe(false));
});

it('finds nearly all that a machine makes', () => {
  const share = (make: () => string, kind: SecretKind): number =>
    Array.from({ length: 400 }, make).filter((value) => isMachineMade(kind, value)).length / 400;
  expect(share(() => randomBytes(32).toString('base64'), 'secret')).toBeGreaterThan(0.9);
  expect(share(() => randomBytes(32).toString('hex'), 'token')).toBeGreaterThan(0.95);
  expect(share(() => randomBytes(18).toString('base64url'), 'password')).toBeGreaterThan(0.85);
});

it('answers for any text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 700 }), fc.constantFrom<SecretKind>('password', 'secret', 'token', 'perhaps'), (value, kind) => {
      expect(typeof isMachineMade(kind, value)).toBe('boolean');
    }),
  );
});
