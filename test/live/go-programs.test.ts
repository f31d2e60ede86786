import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/image/layer/reading.ts';
import { packageReaders } from '../../src/packages/index.ts';
import { doors, lines } from '../support/told-lines.ts';

/** Debian's programs of Go that scripts/install-engines installs, by their package. */
const programs = {
  skopeo: 'skopeo',
  'docker-registry': 'docker-registry',
  podman: 'podman',
  runc: 'runc',
  buildah: 'buildah',
  umoci: 'umoci',
};

/** With which Go a package was built, as its own record says (deb-control(5), Built-Using): "1.19.8"; undefined: it is not installed. */
function builtWith(name: string): string | undefined {
  try {
    const using = execFileSync('dpkg-query', ['-W', '-f', '${Built-Using} ${Static-Built-Using}', name], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return /\bgolang-[\d.]+ \(= ([\d.]+)[-+~)]/.exec(using)?.[1];
  } catch {
    return undefined;
  }
}

function toldOf(path: string): string[] {
  const facts = factsOf(packageReaders(doors));
  const { size, mode } = statSync(path);
  if (facts.begin({ path: path.slice(1), type: '0', mode: mode & 0o7777, uid: 0, gid: 0, size, link: '' })) facts.data(readFileSync(path));
  facts.end();
  return facts.facts.flatMap(lines);
}

describe('programs of Go tell of the Go that Debian built them with', () => {
  for (const [name, file] of Object.entries(programs)) {
    const go = builtWith(name);
    it.skipIf(go === undefined)(name, () => {
      const folder = ['/usr/bin', '/usr/sbin'].find((each) => statSync(`${each}/${file}`, { throwIfNoEntry: false }) !== undefined);
      expect(toldOf(realpathSync(`${folder}/${file}`))).toContain(`golang stdlib ${go} inside`);
    });
  }
});
