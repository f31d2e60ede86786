import type { Phrases } from '../../model/index.ts';
import { wordless } from './wordless.ts';

/** An image carries its user and nothing else of what a remedy can change: the rest is up to whoever runs it. */
export const instructions: Phrases = {
  ...wordless,
  'process.user': (to) => `USER ${to}`,
  'process.group': (to) => `USER NAME:${to}`,
  'process.env.secret': ({ name }) => `remove ENV ${name}; whoever runs the image gives it`,
  'process.args.secret': ({ name }) => `remove ${name === '' ? 'it' : name} from the command; whoever runs the image gives it`,
  'build.secret': ({ name }) => `RUN --mount=type=secret,id=${name} COMMAND`,
  'build.copy.remove': ({ path }) =>
    `RUN --mount=type=secret,id=${path.split('/').at(-1)} COMMAND instead of COPY, and ${path} in .dockerignore`,
  'image.reference': (to) => `FROM ${to}`,
  'image.stages': () => 'FROM RUNTIME, then COPY --from=BUILD',
  'image.add.checksum': ({ source }) => `ADD --checksum=sha256:DIGEST ${source}`,
  healthcheck: () => 'HEALTHCHECK CMD PROGRAM',
};
