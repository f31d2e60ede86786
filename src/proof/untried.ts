/** Controls of containers of which no program inside can tell anything, by id, each with the reason as a clause. */
export const untried: Readonly<Record<string, string>> = {
  'health-check': 'the engine asks from outside, in its own time',
  'host-port': 'a twin publishes no port, and the node opens one outside of the container',
  'host-process': 'it is about containers of Windows',
  'image-pinned': 'it is about how the image is named, not about what runs',
  'network-policy': "the cluster's network plugin keeps it, which no twin on another engine meets",
  'network-policy-breadth': "the cluster's network plugin keeps it, which no twin on another engine meets",
  'probe-host': 'the kubelet asks, from outside',
  'published-address': 'a twin publishes no port, and the engine does that outside of the container',
  'remote-add': 'it is about how the image is built',
  'resolvable-user': 'a container whose user the image does not have does not start: that is told as a problem',
  'secret-in-arguments': "the program stands in the place of these words; with --live the kernel's own list of them is read from outside",
  'secret-in-build': 'it is about how the image is built',
  'secret-in-manifest': 'it is about the text of a manifest',
  'shared-namespace': "from inside another container's namespace looks like one of its own",
  'single-stage-build': 'it is about how the image is built',
};
