import type { Case } from '../case.ts';
import { pod } from '../scene.ts';

export const prizeCases: readonly Case[] = [
  {
    kind: 'service-account',
    certainty: 'perhaps',
    open: pod('', ''),
    shut: { 'it has the token of its service account': pod('automountServiceAccountToken: false', '') },
  },
  {
    kind: 'secret-variable',
    certainty: 'open',
    open: 'docker run -e DB_PASSWORD=K4ngaroo99 alpine',
    shut: { 'DB_PASSWORD holds a password': 'docker run -e DB_HOST=K4ngaroo99 alpine' },
  },
  {
    kind: 'secret-variable',
    certainty: 'open',
    open: pod('', 'env: [{name: KEY, valueFrom: {secretKeyRef: {name: s, key: k}}}]'),
    shut: { 'KEY comes from a secret': pod('', 'env: [{name: KEY, valueFrom: {configMapKeyRef: {name: s, key: k}}}]') },
  },
  {
    kind: 'secret-file',
    certainty: 'open',
    open: 'podman run --secret db alpine',
    shut: { 'the secret db is mounted': 'podman run alpine' },
  },
];
