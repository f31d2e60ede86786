import { severities } from '../model/index.ts';

/** What a configuration may say: one description for the check (validate.ts) and the published schema (schema.ts). */
export type Shape =
  | {
      readonly is: 'text';
      readonly about: string;
      readonly what: string;
      readonly pattern?: string;
      readonly fits?: (text: string) => boolean;
    }
  | { readonly is: 'choice'; readonly about: string; readonly of: readonly string[] }
  | { readonly is: 'list'; readonly about: string; readonly of: Shape }
  /** Names of the author's choice among `keys`. */
  | { readonly is: 'table'; readonly about: string; readonly keys: readonly string[]; readonly of: Shape }
  | {
      readonly is: 'object';
      readonly about: string;
      readonly keys: Readonly<Record<string, Shape>>;
      readonly required?: readonly string[];
      /** The schema asks for them; here their absence is told later, as a finding. */
      readonly wanted?: readonly string[];
      /** Exactly one of these. */
      readonly oneOf?: readonly string[];
    };

/** What the rest of the program knows and a configuration may name. */
export interface Vocabulary {
  readonly controls: readonly string[];
  readonly profiles: readonly string[];
  /** Is it an engine that we know, in a version that we know? */
  isEngine(text: string): boolean;
}

const patterns = (about: string): Shape => ({
  is: 'list',
  about,
  of: {
    is: 'text',
    about: 'A pattern as in .gitignore, from the folder of this file.',
    what: 'a pattern such as deploy/**',
    pattern: '\\S',
  },
});

function settings({ controls, profiles, isEngine }: Vocabulary): Record<string, Shape> {
  return {
    profile: { is: 'choice', about: 'Which measures are asked for.', of: profiles },
    engine: {
      is: 'text',
      about: 'Judge as this engine, with a version if it matters.',
      what: 'docker, podman or kubernetes, with a version that is known if it matters (docker@28)',
      pattern: '^(docker|podman|kubernetes)(@v?[0-9]+(\\.[0-9]+)*)?(\\+rootless)?$',
      fits: isEngine,
    },
    kubernetesVersion: {
      is: 'text',
      about: 'The version of Kubernetes whose rules count.',
      what: 'a version such as "1.30", in quotes',
      pattern: '^v?1\\.[0-9]+(\\.[0-9]+)?$',
    },
    severity: {
      is: 'table',
      about: 'The severity of a control here; off: it is not judged.',
      keys: controls,
      of: { is: 'choice', about: 'A severity, or off.', of: [...severities, 'off'] },
    },
  };
}

const day: Shape = { is: 'text', about: 'The last day on which it counts, UTC.', what: 'a day such as 2027-01-31', pattern: '\\S' };
const reason: Shape = { is: 'text', about: 'Why this is lived with.', what: 'a sentence', pattern: '\\S' };

export const shapeOf = (vocabulary: Vocabulary): Shape => ({
  is: 'object',
  about: 'Configuration of bulkhead check.',
  keys: {
    ...settings(vocabulary),
    failOn: { is: 'choice', about: 'Lowest severity that makes the exit code 1.', of: severities },
    include: patterns('Of the files found in folders, only those that match one of these are judged.'),
    exclude: patterns('Files and folders that are passed over.'),
    paths: {
      is: 'list',
      about: 'Settings for some files; the last entry that matches wins, setting by setting.',
      of: {
        is: 'object',
        about: 'Settings for the files that match.',
        keys: { files: patterns('Which files.'), ...settings(vocabulary) },
        required: ['files'],
      },
    },
    accept: {
      is: 'list',
      about: 'Accepted risks: each with a reason and an end.',
      of: {
        is: 'object',
        about: 'One accepted risk: findings of a control, or a problem.',
        keys: {
          control: { is: 'text', about: 'Id of the control whose findings are accepted.', what: 'the id of a control', pattern: '\\S' },
          container: {
            is: 'text',
            about: "A container's name, the last part of its name, or its id. Absent: every container.",
            what: "a container's name",
            pattern: '\\S',
          },
          file: {
            is: 'text',
            about: 'A pattern as in .gitignore. Absent: every file.',
            what: 'a pattern such as deploy/**',
            pattern: '\\S',
          },
          path: {
            is: 'text',
            about: 'Of what scan finds: a pattern of the paths inside the image, as in .gitignore. Absent: every path.',
            what: 'a pattern such as /usr/share/doc/**',
            pattern: '\\S',
          },
          vulnerability: {
            is: 'text',
            about: 'Of what scan finds: the id of a known vulnerability, or another name of it. Absent: each.',
            what: 'an id such as CVE-2024-12345',
            pattern: '\\S',
          },
          problem: {
            is: 'text',
            about: "A part of the problem's message, or its file.",
            what: 'a part of a message, or a file',
            pattern: '\\S',
          },
          reason,
          until: day,
        },
        wanted: ['reason', 'until'],
        oneOf: ['control', 'problem'],
      },
    },
  },
});
