import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What waits for machines and engines begins first, so that what only computes fills the gaps, and nobody waits for one long file at the end. */
const first = [/\/test\/vm\//, /\/test\/live\//, /\/test\//];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = first.findIndex((pattern) => pattern.test(moduleId));
  return place === -1 ? first.length : place;
};

class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...(await super.sort(files))].sort((a, b) => placeOf(a) - placeOf(b));
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // Longer than any run of the command may take (test/support/cli.ts): the wall clock says nothing where others have the processor.
    testTimeout: 180_000,
    // Tests of engines wait more than they compute: on two cores, two of them leave half of the machine idle.
    maxWorkers: Math.max(3, availableParallelism()),
    sequence: { sequencer: WaitingFirst },
  },
});
