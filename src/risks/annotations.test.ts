import { describe, expect, it } from 'vitest';
import { podManifest, readManifest } from '../../test/support/kubernetes.ts';
import { annotationNotes } from './annotations.ts';

const notesOf = (annotation: string) => readManifest(podManifest('', '', annotation)).containers.flatMap(annotationNotes);

describe('an annotation', () => {
  it.each([
    ['bulkhead.dev/accept.privileged: "until 2027-01-31: why"', { controls: ['privileged'], until: '2027-01-31', reason: 'why' }],
    ['bulkhead.dev/accept: "privileged until 2027-01-31: why"', { controls: [], fault: expect.stringContaining('not understood') }],
    ['bulkhead.dev/acept.privileged: "until 2027-01-31: why"', { controls: [], fault: expect.stringContaining('accept.CONTROL') }],
  ])('%s', (annotation, note) => {
    expect(notesOf(annotation)).toMatchObject([note]);
  });

  it('of somebody else is none', () => {
    expect(notesOf('example.com/accept.privileged: "until 2027-01-31: why"')).toEqual([]);
  });
});
