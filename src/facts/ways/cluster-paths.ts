import { isWithin } from '../host-path.ts';

/**
 * Folders of a node with credentials of the cluster: whoever reads them asks its API in the node's name, or in that of every pod. Sources:
 * kubernetes.io "PKI certificates and requirements" (/etc/kubernetes) and "Local Files And Paths Used By The Kubelet" (/var/lib/kubelet); etcd.io
 * "Configuration options" (--data-dir); docs.k3s.io and docs.rke2.io (/etc/rancher, /var/lib/rancher).
 */
const folders = ['/etc/kubernetes', '/var/lib/kubelet', '/var/lib/etcd', '/etc/rancher', '/var/lib/rancher'];

/** Does a mount of this path (canonical) show such credentials? */
export const holdsClusterCredentials = (path: string): boolean =>
  folders.some((folder) => isWithin(path, folder) || isWithin(folder, path));
