import type { References } from '../model/index.ts';

/** What a standard asks for and no control here judges, each with the reason. */
export interface NotJudged {
  /** Ids of the table in standards.ts. */
  readonly ids: Readonly<Record<string, string>>;
  /** Parts of the standard that the table does not list at all: as the standard numbers or names them. */
  readonly parts: Readonly<Record<string, string>>;
}

const registry = 'said of a registry and those who run it: no declaration of a container shows it';
const layers = 'decided by what is in the layers of the image, which are not read yet';

/** Sources: those of standards.ts. MITRE ATT&CK lists what attackers do, and is no profile. */
export const notJudged: { readonly [K in Exclude<keyof Required<References>, 'mitre'>]: NotJudged } = {
  pss: { ids: {}, parts: {} },
  cisDocker: {
    ids: {
      '2.10': 'which cgroup is the right one is a matter of the site',
      '4.2': 'whom to trust is a matter of the site; image-pinned makes sure that it stays what was trusted',
      '4.5': 'content trust is set in the environment of whoever pulls, and Docker has retired it',
      '4.7': 'harms the freshness of a cached build, not the container; a linter of Containerfiles says it',
      '4.12': 'done by whoever pulls or admits the image',
      '5.1': 'said of the engine in use: docker info answers it',
      '5.7': layers,
      '5.8': 'a port below 1024 on the host gives the container nothing: the engine opens it; published-address judges who can reach it',
      '5.15': 'an endless restart costs the host some work and gives an intruder nothing',
      '5.23': 'said of a command that somebody types, not of a declaration',
      '5.24': 'said of a command that somebody types, not of a declaration',
      '5.25': 'which cgroup is the right one is a matter of the site',
      '5.28': 'which image is up to date only a registry knows',
    },
    parts: {
      '1.1.1 and 1.1.3 to 1.1.18': 'partitions and audit rules of the host: a host benchmark checks them',
      '2.3, 2.11 to 2.13 and 2.18':
        'logging, storage, authorization plugins and experimental features of the engine: no measure about containers',
      '3.1 to 3.14 and 3.17 to 3.24': 'owners and permissions of the files of the engine: a host benchmark checks them',
      '6.1 and 6.2': 'how many images and containers lie about: an operator counts them',
      '7.1 to 7.9': 'swarm managers and their keys: not declared with a container',
    },
  },
  cisKubernetes: {
    ids: {
      '5.1.5': 'said of service accounts and their bindings in the cluster',
      '5.2.1': 'said of the cluster: which admission it runs',
      '5.3.1': 'said of the cluster: which network plugin it runs',
      '5.5.1': 'said of the cluster: which admission it runs',
      '5.7.1': 'said of the cluster: how its namespaces are cut',
      '5.7.3': 'asks for a security context as such; what belongs into it, each control here asks by itself',
      '5.7.4': 'whoever applies a manifest may choose the namespace; what is written says little',
    },
    parts: {
      '1, 2 and 3': 'control plane, etcd and their files: kube-bench checks them on the nodes',
      4: 'kubelets and their files: kube-bench checks them on the nodes',
      '5.1.1 to 5.1.4 and 5.1.7 to 5.1.13': 'roles and their bindings in the cluster',
    },
  },
  nsaCisa: {
    ids: { Namespaces: 'said of the cluster: how its namespaces are cut' },
    parts: {
      'Control plane hardening, Worker node segmentation, Encryption': 'said of the cluster and its nodes',
      'Authentication and authorization': 'said of users and roles of the cluster',
      'Audit logging and threat detection': 'said of what runs beside the workload',
    },
  },
  nist800190: {
    ids: {
      '4.1.3': layers,
      '4.2.1': registry,
      '4.2.3': registry,
      '4.3.4': 'how sensitive a workload is only its owner knows',
      '4.3.5': 'said of the cluster: how nodes join it',
      '4.4.5': 'said of processes: who may start containers in which environment',
    },
    parts: { '4.6': 'hardware roots of trust: said of the host' },
  },
};
