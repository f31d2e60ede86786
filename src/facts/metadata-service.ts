/**
 * Where a machine of a cloud asks for its own credentials, over HTTP and so on TCP port 80. Sources: docs.aws.amazon.com "Use the
 * Instance Metadata Service", cloud.google.com "About VM metadata" (metadata.google.internal is this address), learn.microsoft.com
 * "Azure Instance Metadata Service"; Oracle, DigitalOcean and OpenStack have it at the same place.
 */
export const metadataAddress = '169.254.169.254';
export const metadataPort = 80;

/** A block at least this narrow that holds the address was written for it (169.254.0.0/16: the link-local addresses, RFC 3927). */
export const linkLocalPrefix = 16;
