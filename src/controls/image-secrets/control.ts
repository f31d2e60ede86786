import { isSample, weightOfSecret } from '../../facts/weights/secret.ts';
import { broken, held, type ImageControl, type ImageSecret, type ImageVerdict, type InConfig, type InLayer } from '../../model/index.ts';

export const imageSecrets: ImageControl = {
  id: 'image-secrets',
  group: 'image',
  title: 'No layer of the image, and nothing in its configuration, holds a secret',
  stops: 'Whoever can pull the image does not find a key, a token or a login in it, not even one that a later step of the build deleted.',
  why: 'A layer is an archive of what one step changed, and it stays in the image whole: a later rm, or another file of the same name, only hides what is below. Anybody who can pull the image, and every registry and cache on the way, has it. Environment, labels and history are in the configuration, which docker inspect prints. Mount a secret for the one step that needs it, or copy out of a stage of its own only what was made there. A secret that was in an image is to be changed: that nobody looked cannot be shown.',
  severity: 'high',
  gain: 'secrets',
  level: 'recommended',
  references: { cisDocker: ['4.10'], nsaCisa: ['Building secure container images'], nist800190: ['4.1.4'], mitre: ['T1552.001'] },
  steps: [
    'RUN --mount=type=secret,id=NAME … for what one step needs; COPY --from=STAGE for what was made with it; then build anew and change the secret',
  ],
  judge: ({ secrets, layers }) =>
    secrets.length === 0
      ? [held(`${layers.length === 1 ? 'its layer' : `its ${layers.length} layers`} and its configuration hold none`)]
      : secrets.map(verdictOn),
};

function verdictOn(secret: ImageSecret): ImageVerdict {
  const { what, at } = secret;
  const severity = weightOfSecret(secret);
  return 'layer' in at
    ? { ...broken(inLayer(what, at), undefined, { severity }), steps: stepsFor(at), inLayer: at }
    : {
        ...broken(inConfig(what, at), undefined, { severity }),
        steps: [remedies[at.where]],
        ...(at.containerfile === undefined ? {} : { containerfile: at.containerfile }),
      };
}

function inLayer(what: string, { path, line, layer, later, owner, links = [] }: InLayer): string {
  const place = `${path}${line === undefined ? '' : `:${line}`} of layer ${layer} holds ${what}`;
  const also = links.length === 0 ? '' : `, also as ${links.slice(0, 3).join(', ')}`;
  const kept = later === undefined ? '' : `; layer ${later.layer} ${gone[later.how]}`;
  return `${place}${also}${kept}${publicBy(owner, path)}`;
}

/** Both are guesses: the file may have been changed since. */
function publicBy(owner: string | undefined, path: string): string {
  if (owner !== undefined) return `; the package ${owner} brings a file of this name, so that anybody has it`;
  return isSample(path) ? '; perhaps only a sample, by its folder' : '';
}

const gone = {
  deleted: 'deletes the file, and it is in the image all the same',
  overwritten: 'has another file there, and this one is in the image all the same',
} as const;

/** Where it lies is told beside it: what is to be done about several of one layer is said once. */
const stepsFor = ({ instruction }: InLayer): readonly string[] => [
  instruction !== undefined && /^(?:COPY|ADD)\b/.test(instruction)
    ? `keep it out of the build's folder by .dockerignore; a step that needs it: ${mount}; change the secret`
    : `${mount} gives it to that step alone, or make it in a stage of its own and COPY --from only the result; change the secret`,
];

const mount = 'RUN --mount=type=secret,id=NAME,target=PATH …';

const named = (name: string): string => (name === '' ? '' : ` under the name ${name}`);

function inConfig(what: string, { where, name, instruction }: InConfig): string {
  if (where === 'command') return `the command of the image holds ${what}${named(name)}`;
  if (where === 'history') return `the history of the image holds ${what}${named(name)}: ${instruction ?? ''}`;
  return `the ${where === 'label' ? 'labels' : 'environment'} of the image hold${where === 'label' ? '' : 's'} ${what}${named(name)}`;
}

const remedies = {
  environment: 'take it out of ENV, give it to the container when it starts (a secret, --env-file), and change it',
  label: 'take it out of LABEL, and change it',
  command: 'let the program read it from a file that it is given when it starts (--mount=type=secret, a volume), and change it',
  history: 'RUN --mount=type=secret,id=NAME … instead of --build-arg or a word of the command, and change the secret',
} as const;
