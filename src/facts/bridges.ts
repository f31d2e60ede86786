/** The bridge that comes with Docker. Source: moby 27 libnetwork/drivers/bridge/bridge_linux.go DefaultBridgeName. */
export const defaultBridge = 'docker0';

/**
 * What engines call the bridges of their containers, as the source of a pattern. Sources: the same file ("br-" and the beginning of the network's id);
 * containers/common 0.60 libnetwork/netavark/network.go and libnetwork/cni/network.go DefaultInterfaceName.
 */
export const bridgeNames = `(?:${defaultBridge}|br-[0-9a-f]{12}|podman\\d{1,4}|cni-podman\\d{1,4})`;
