import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // Longer than any run of the command may take (test/support/cli.ts): the wall clock says nothing where others have the processor.
    testTimeout: 180_000,
  },
});
