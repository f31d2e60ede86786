import { broken, type Change, type Container, type Control, type GivenAway, held, type Severity } from '../../model/index.ts';

export const secretInManifest: Control = {
  id: 'secret-in-manifest',
  group: 'secrets',
  title: 'No ConfigMap and no Secret in a file holds the value of a secret',
  stops: 'Whoever reads the repository, its history or a copy of it does not read the password with it.',
  why: 'A manifest lies in a repository, and base64 is no encryption: whoever reads the file has the password, and so has everybody who ever cloned it. A ConfigMap is shown to many more accounts of the cluster than a Secret, and is not among what the API server encrypts. Commit what is encrypted (Sealed Secrets, SOPS) or a reference (External Secrets, the Secrets Store CSI driver), and leave the value in a store. Change a secret that has been committed: taking the line away leaves it in the history. A placeholder that asks to be replaced and a value that a template fills in are no secrets. In a file inside a ConfigMap only known tokens, addresses with a password, and passwords and keys that are no usual word are told.',
  severity: 'medium',
  gain: 'secrets',
  level: 'recommended',
  judges: ['object'],
  risk: {
    safe: false,
    because: 'whoever reads the key finds nothing until the store gives it',
    test: 'Start the pod and let it use the secret',
  },
  references: {
    cisKubernetes: ['5.4.2'],
    nsaCisa: ['Secrets'],
    nist800190: ['4.1.4'],
    mitre: ['T1552', 'T1552.001'],
  },
  judge(container) {
    const { givesAway = [] } = container;
    if (givesAway.length === 0) return held('its data holds no secret that is written here');
    return givesAway.map((one) =>
      broken(accuse(one), undefined, { origin: one.origin, concealed: true, severity: severityOf(one), remedy: remove(container, one) }),
    );
  },
  harden: (container) => (container.givesAway ?? []).flatMap((one) => remove(container, one)),
};

function accuse({ key, what, certainty, setting, encoded }: GivenAway): string {
  const where = setting === undefined ? key : `${key}, under ${setting},`;
  if (certainty === 'weak') return `${where} holds ${what} that is weak: a word that anybody tries first`;
  return `${where} holds ${what} ${encoded ? 'in base64, which hides it from nobody' : 'in plain text'}`;
}

const severityOf = ({ certainty }: GivenAway): Severity => (certainty === 'token' ? 'high' : 'medium');

const remove = ({ name }: Container, { key }: GivenAway): Change[] => [
  { set: 'object.secret', to: { kind: name.startsWith('Secret/') ? 'Secret' : 'ConfigMap', key } },
];
