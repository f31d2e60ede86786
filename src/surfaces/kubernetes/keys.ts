import type { YamlNode, YamlPair } from '../../text/yaml/node.ts';
import { entriesOf } from '../../text/yaml/node.ts';
import type { Notes } from './notes.ts';

/**
 * Every field that a version of the API has had in these objects, as the strict decoder knows them.
 * Source: k8s.io/api core/v1/types.go at v0.37.0-beta.0, and the fields that older versions had besides.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const shared = 'seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot seccompProfile appArmorProfile';

export const containerSecurityKeys = words(`${shared} capabilities privileged readOnlyRootFilesystem allowPrivilegeEscalation procMount`);

export const podSecurityKeys = words(
  `${shared} supplementalGroups supplementalGroupsPolicy fsGroup fsGroupChangePolicy sysctls seLinuxChangePolicy`,
);

export const capabilitiesKeys = words('add drop');
export const profileKeys = words('type localhostProfile');
export const selinuxKeys = words('user role type level');
export const resourcesKeys = words('limits requests claims');

export const containerKeys = words(`
  name image command args workingDir ports envFrom env resources resizePolicy restartPolicy restartPolicyRules volumeMounts
  volumeDevices livenessProbe readinessProbe startupProbe lifecycle terminationMessagePath terminationMessagePolicy
  imagePullPolicy securityContext stdin stdinOnce tty targetContainerName`);

export const podKeys = words(`
  volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds
  dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC
  shareProcessNamespace securityContext imagePullSecrets hostname subdomain affinity schedulerName tolerations hostAliases
  priorityClassName priority dnsConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead
  topologySpreadConstraints setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources hostnameOverride
  schedulingGroup evictionResponders workloadRef`);

export const mountKeys = words('name readOnly recursiveReadOnly mountPath subPath mountPropagation subPathExpr bindMountOptions');

/** The kinds of volume, besides `name`. */
export const volumeKeys = words(`
  name hostPath emptyDir gcePersistentDisk awsElasticBlockStore gitRepo secret nfs iscsi glusterfs persistentVolumeClaim rbd
  flexVolume cinder cephfs flocker downwardAPI fc azureFile configMap vsphereVolume quobyte azureDisk photonPersistentDisk
  projected portworxVolume scaleIO storageos csi ephemeral image`);

/** Where a key that stands in the wrong place belongs; the first that knows it. */
const homes: readonly (readonly [ReadonlySet<string>, string])[] = [
  [containerSecurityKeys, "a container's securityContext"],
  [podSecurityKeys, "the pod's securityContext"],
  [containerKeys, 'a container'],
  [podKeys, "the pod's spec"],
  [mountKeys, 'an entry of volumeMounts'],
  [capabilitiesKeys, 'securityContext.capabilities'],
];

/** More wrong keys than this in one mapping are told as one. */
const most = 20;

/** A problem for each key of a mapping that this object does not have: the API server drops or refuses it. */
export function checkKeys(notes: Notes, map: YamlNode | undefined, known: ReadonlySet<string>, object: string): void {
  // `$patch` and the like are directives of a strategic merge patch.
  if (map?.kind !== 'map') return;
  const strange: YamlPair[] = [];
  for (const pair of entriesOf(map).values()) if (!known.has(pair.key.text) && !pair.key.text.startsWith('$')) strange.push(pair);
  for (const { key } of strange.slice(0, most)) {
    notes.tell(key, `${shortened(key.text)} has no meaning in ${object}${wayOut(key.text, known)}`);
  }
  const rest = strange[most];
  if (rest !== undefined) notes.tell(rest.key, `${strange.length - most} further keys have no meaning in ${object}; remove them`);
}

function wayOut(key: string, known: ReadonlySet<string>): string {
  const home = homes.find(([keys]) => keys !== known && keys.has(key));
  const meant = nearest(key, known);
  if (meant !== undefined && home === undefined) return `; write ${meant}`;
  if (home !== undefined) return `; it belongs in ${home[1]}`;
  const elsewhere = homes.map(([keys, place]) => [nearest(key, keys), place] as const).find(([found]) => found !== undefined);
  return elsewhere === undefined ? '; remove it, the API server does not know it' : `; write ${elsewhere[0]} in ${elsewhere[1]}`;
}

const shortened = (key: string): string => (key.length > 60 ? `${key.slice(0, 60)}…` : key);

/** The known word that differs by its letters' case, or by two letters at most. */
export function nearest(key: string, known: ReadonlySet<string>): string | undefined {
  const lower = key.toLowerCase();
  if (lower.length > 40) return undefined;
  for (const word of known) if (word.toLowerCase() === lower) return word;
  for (const word of known) if (word.length > 5 && distance(word.toLowerCase(), lower) <= 2) return word;
  return undefined;
}

/** Levenshtein's edit distance; 3 stands for anything above 2. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 3;
}
