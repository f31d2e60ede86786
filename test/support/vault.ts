import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server that speaks the protocol of Vault's key-value engine of version 2: no Debian or npm package brings Vault or OpenBao, so this plays them, from
 * their API documentation. What was asked is kept.
 */
export interface VaultServer {
  readonly url: string;
  readonly asked: string[];
  close(): void;
}

export const vaultSecret = 'K4ngaroo-of-the-vault';

export async function startVault(ttl: number): Promise<VaultServer> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const token = request.headers['x-vault-token'];
    const body = await bodyOf(request);
    asked.push(`${request.method} ${request.url}`);
    const answer = (value: unknown, status = 200): void =>
      void response.writeHead(status).end(value === undefined ? '' : JSON.stringify(value));
    const auth = { auth: { client_token: 'issued', lease_duration: ttl, renewable: true } };
    switch (`${request.method} ${request.url}`) {
      case 'POST /v1/auth/approle/login':
        return body.role_id === 'role' && body.secret_id === 'secret-id'
          ? answer(auth)
          : answer({ errors: ['invalid role or secret ID'] }, 400);
      case 'POST /v1/auth/kubernetes/login':
        return body.role === 'web' && body.jwt === 'h.p.s' ? answer(auth) : answer({ errors: ['permission denied'] }, 403);
      case 'GET /v1/auth/token/lookup-self':
        return token === 'given' ? answer({ data: { ttl, renewable: true } }) : answer({ errors: ['bad token'] }, 403);
      case 'POST /v1/auth/token/renew-self':
        return answer(auth);
      case 'POST /v1/auth/token/revoke-self':
        return answer(undefined, 204);
      case 'GET /v1/secret/data/app/db':
        if (token !== 'issued' && token !== 'given') return answer({ errors: ['permission denied'] }, 403);
        return answer({ lease_id: '', lease_duration: 0, data: { data: { password: vaultSecret }, metadata: { version: 3 } } });
      default:
        return answer({ errors: [] }, 404);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}
