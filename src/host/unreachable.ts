/** Why a server does not answer, in one clause, by the code of the error. */
export const unreachable: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up: is there a network?',
  ECONNREFUSED: 'nobody listens there',
  ENETUNREACH: 'there is no way to it',
  EHOSTUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it cannot be reached',
  ECONNRESET: 'it breaks off',
  EPIPE: 'it breaks off',
  EPROTO: 'it does not speak TLS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself: NODE_EXTRA_CA_CERTS names those to trust',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody known: NODE_EXTRA_CA_CERTS names those to trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by nobody known: NODE_EXTRA_CA_CERTS names those to trust',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by nobody known: NODE_EXTRA_CA_CERTS names those to trust',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};
