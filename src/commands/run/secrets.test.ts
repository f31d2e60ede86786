import { expect, it } from 'vitest';
import { secretRequests } from './secrets.ts';

it.each([
  [['db=file:/a', 'db=env:B'], /--secret db is given twice/],
  [['db'], /NAME=file:PATH/],
])('%j is refused', (texts, message) => expect(() => secretRequests(texts)).toThrow(message));
