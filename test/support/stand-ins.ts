import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LiveEngine } from './engines.ts';

/** Answers on a port, as whoever it is started as. */
const serve = `#!/bin/busybox sh
exec /bin/busybox httpd -f -p "$1" -h /www
`;

/** Asks a server at an address. Not busybox: its look-up of addresses, linked statically, ends in a fault where there is no C library. */
const ask = `#!/bin/bash
exec 3<>"/dev/tcp/$1/$2"
printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3
while read -r line <&3; do last=$line; done
echo "$last"
`;

/**
 * What matters of the entry point of the image postgres (docker-library/postgres 16, docker-entrypoint.sh): root gives the data to
 * postgres and steps down; the server needs its password file, its data and a folder for its lock file.
 */
const postgres = `#!/bin/busybox sh
set -eu
if [ "$(/bin/busybox id -u)" = 0 ]; then
  /bin/busybox chown -R postgres /var/lib/postgresql/data /var/run/postgresql
  exec /bin/busybox su -s /bin/sh postgres -c /bin/postgres
fi
[ -s "$POSTGRES_PASSWORD_FILE" ]
echo 16 > /var/lib/postgresql/data/PG_VERSION
echo $$ > /var/run/postgresql/.s.PGSQL.5432.lock
exec /bin/serve 5432
`;

/** The images that the bundled sample names, by name: what is started, and who owns what. */
const images: Readonly<Record<string, readonly string[]>> = {
  'traefik:v3.1': ['ENTRYPOINT ["/bin/serve", "80"]', 'EXPOSE 80'],
  'localhost/web': ['CMD ["/bin/serve", "3000"]', 'EXPOSE 3000'],
  'postgres:16': ['ENTRYPOINT ["/bin/postgres"]', 'VOLUME /var/lib/postgresql/data', 'EXPOSE 5432'],
  'alpine:3.20': ['CMD ["/bin/sh"]'],
};

/** Imports a stand-in under each name that the sample uses: busybox with three scripts, and the users of postgres. */
export function importStandIns(engine: LiveEngine, folder: string): void {
  const root = join(folder, 'stand-in');
  for (const path of ['bin', 'etc', 'www', 'tmp', 'var/lib/postgresql/data', 'var/run/postgresql'])
    mkdirSync(join(root, path), { recursive: true });
  cpSync('/bin/busybox', join(root, 'bin/busybox'));
  for (const name of ['sh', 'sleep', 'tar', 'gzip', 'date', 'true']) writeLink(root, name);
  withLibraries(root, '/bin/bash');
  writeFileSync(join(root, 'www/index.html'), 'here\n');
  for (const [name, text] of Object.entries({ serve, postgres, ask })) {
    writeFileSync(join(root, 'bin', name), text);
    chmodSync(join(root, 'bin', name), 0o755);
  }
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\npostgres:x:999:999::/var/lib/postgresql:/bin/sh\n');
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\npostgres:x:999:\n');
  for (const path of ['var/lib/postgresql/data', 'var/run/postgresql']) chownSync(join(root, path), 999, 999);
  chmodSync(join(root, 'var/lib/postgresql/data'), 0o700);
  chmodSync(join(root, 'var/run/postgresql'), 0o3777);
  const tar = join(folder, 'stand-in.tar');
  execFileSync('tar', ['-C', root, '-cf', tar, '.']);
  for (const [name, changes] of Object.entries(images))
    engine.client('import', ...['ENV PATH=/bin', ...changes].flatMap((change) => ['--change', change]), tar, name);
}

/** A program of this machine with what it is linked with. */
function withLibraries(root: string, program: string): void {
  const libraries = execFileSync('ldd', [program], { encoding: 'utf8' }).matchAll(/\/\S+/g);
  for (const path of [program, ...[...libraries].map(([library]) => library)]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(realpathSync(path), join(root, path));
  }
}

const writeLink = (root: string, name: string): void => {
  execFileSync('ln', ['-sf', 'busybox', join(root, 'bin', name)]);
};
