/** The ids of image-index.ts, for those who only need to know whether there is such a control: this loads nothing. */
export const imageControlIds: readonly string[] = [
  'image-secrets',
  'image-vulnerabilities',
  'end-of-life-base',
  'setuid-files',
  'writable-system-files',
  'shells-and-package-managers',
  'build-tools-in-image',
];
