import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LiveEngine } from './engines.ts';

/** What nginx/docker-nginx (mainline/debian/Dockerfile and the package's nginx.conf) makes of it: its user, its port and where it writes. */
const configuration = `user nginx;
pid /run/nginx.pid;
error_log stderr notice;
worker_processes 1;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path /var/cache/nginx/client_temp;
  proxy_temp_path /var/cache/nginx/proxy_temp;
  fastcgi_temp_path /var/cache/nginx/fastcgi_temp;
  uwsgi_temp_path /var/cache/nginx/uwsgi_temp;
  scgi_temp_path /var/cache/nginx/scgi_temp;
  server { listen 80; root /srv; }
}
`;

/** Imports Debian's nginx, laid out as the image nginx is, under this name. Its page is "served by …". */
export function importNginx(engine: LiveEngine, folder: string, name: string): void {
  const [first, second, root] = [join(folder, 'web.tar'), join(folder, 'nginx.tar'), join(folder, 'nginx')];
  execFileSync(resolve('scripts/web-image'), [first], { stdio: ['ignore', 'ignore', 'inherit'] });
  mkdirSync(root, { recursive: true });
  execFileSync('tar', ['-C', root, '-xf', first]);
  writeFileSync(join(root, 'etc/nginx/nginx.conf'), configuration);
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/:/none\nnginx:x:101:101::/nonexistent:/none\n');
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnginx:x:101:\n');
  mkdirSync(join(root, 'var/cache/nginx'), { recursive: true });
  for (const path of ['run', 'var/cache/nginx']) chownSync(join(root, path), 0, 0);
  execFileSync('tar', ['-C', root, '--owner=0', '--group=0', '-cf', second, '.']);
  // Without -e nginx opens the log that it was built with before it has read its configuration: the image has a link to stderr there.
  const changes = ['ENV PATH=/usr/sbin', 'CMD ["nginx","-e","stderr","-g","daemon off;"]', 'EXPOSE 80'];
  engine.client('import', ...changes.flatMap((change) => ['--change', change]), second, name);
}
