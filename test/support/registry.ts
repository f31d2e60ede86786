import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian's docker-registry, with a store of its own, on a port of its own of this machine. */
export interface LiveRegistry {
  /** "127.0.0.1:PORT" */
  readonly host: string;
  /** Its certificate, where it has one: PEM. */
  readonly authority?: string;
  stop(): void;
}

/** Who may ask the registry that wants a login. */
export const somebody = { user: 'somebody', password: 'hunter2hunter2' };
const htpasswd = `${somebody.user}:$2b$05$abcdefghijklmnopqrstuuHNzobToyoUx/XDeHA.0qHXOcixZPlSm\n`;

const program = '/usr/bin/docker-registry';
export const whyNoRegistry = (): string | undefined => (existsSync(program) ? undefined : 'no docker-registry');

/** `tls`: with a certificate that nobody has signed but itself; it is `authority` of what comes back. */
export async function startRegistry({ login, tls = false }: { login: boolean; tls?: boolean }): Promise<LiveRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-registry-'));
  writeFileSync(join(folder, 'htpasswd'), htpasswd);
  const lines = [
    'version: 0.1',
    `storage: {filesystem: {rootdirectory: ${folder}/data}}`,
    `http: {addr: "127.0.0.1:0", secret: none${tls ? `, tls: {certificate: ${folder}/own.crt, key: ${folder}/own.key}` : ''}}`,
    ...(login ? [`auth: {htpasswd: {realm: here, path: ${folder}/htpasswd}}`] : []),
  ];
  if (tls) execFileSync('openssl', selfSigned(folder), { stdio: 'pipe', timeout: 60_000 });
  writeFileSync(join(folder, 'config.yml'), `${lines.join('\n')}\n`);
  const child = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: ['ignore', 'ignore', 'pipe'] });
  const stop = (): void => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { host: await addressIn(child), stop, ...(tls ? { authority: readFileSync(join(folder, 'own.crt'), 'utf8') } : {}) };
  } catch (error) {
    stop();
    throw error;
  }
}

const selfSigned = (folder: string): string[] =>
  `req -x509 -newkey rsa:2048 -nodes -keyout ${folder}/own.key -out ${folder}/own.crt -days 2 -subj /CN=registry -addext subjectAltName=IP:127.0.0.1`.split(
    ' ',
  );

function addressIn(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const failed = (): void => reject(new Error(`the registry does not start: ${said.slice(-2000)}`));
    const timer = setTimeout(failed, 60_000);
    child.once('exit', failed);
    child.stderr?.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-20_000);
      const found = /listening on (127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      child.off('exit', failed);
      resolve(found);
    });
  });
}

/** The digest as another client sees it; undefined: skopeo is not there. */
export function digestBySkopeo(reference: string, login: boolean): string | undefined {
  if (!existsSync('/usr/bin/skopeo')) return undefined;
  const who = login ? ['--creds', `${somebody.user}:${somebody.password}`] : [];
  const args = ['inspect', '--no-tags', '--tls-verify=false', ...who, '--format', '{{.Digest}}', `docker://${reference}`];
  return execFileSync('/usr/bin/skopeo', args, { encoding: 'utf8', timeout: 60_000 }).trim();
}
