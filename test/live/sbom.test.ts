import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from '../support/cli.ts';
import { cyclonedxValidator } from '../support/cyclonedx.ts';
import { layerOf, layoutOf, packedWithGzip } from '../support/image.ts';
import { type LiveRegistry, startRegistry, whyNoRegistry } from '../support/registry.ts';
import { spdxValidator } from '../support/spdx.ts';
import { tarOf } from '../support/tar.ts';

/** The bill of materials of an image in a registry names it by the digest that the registry has. */
const why = whyNoRegistry();
if (why !== undefined) console.warn(`bills of materials of a registry's images are not tested: ${why}`);

describe.skipIf(why !== undefined)('the bill of materials of an image in a registry', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-sbom-'));
  let registry: LiveRegistry;
  let name: string;

  beforeAll(async () => {
    registry = await startRegistry({ login: false });
    name = `${registry.host}/team/web:1.0`;
    const layer = await layerOf([
      { name: 'etc/os-release', text: 'ID=alpine\nVERSION_ID=3.19.1\nPRETTY_NAME="Alpine Linux v3.19"\n' },
      { name: 'lib/apk/db/installed', text: 'P:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\no:musl\n\n' },
    ]);
    const archive = join(folder, 'web.tar');
    writeFileSync(archive, await tarOf(layoutOf(packedWithGzip([layer]))));
    execFileSync('/usr/bin/skopeo', ['copy', '--quiet', '--dest-tls-verify=false', `oci-archive:${archive}`, `docker://${name}`], {
      stdio: 'pipe',
    });
  }, 120_000);

  afterAll(() => {
    registry?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const bill = (format: string): unknown => {
    const { out, exit } = bulkhead(['scan', `image:${name}`, '--from', 'registry', '--no-config', '--format', format], {
      env: { HOME: folder, XDG_CACHE_HOME: folder },
    });
    // Its distribution has an end of life, which is a finding.
    expect(exit).not.toBe(2);
    return JSON.parse(out);
  };
  const digest = (): string =>
    (
      JSON.parse(execFileSync('/usr/bin/skopeo', ['inspect', '--tls-verify=false', `docker://${name}`], { encoding: 'utf8' })) as {
        Digest: string;
      }
    ).Digest;

  it('CycloneDX', () => {
    const document = bill('cyclonedx') as { metadata: { component: { purl?: string } }; components: { purl?: string }[] };
    const validate = cyclonedxValidator();
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(decodeURIComponent(document.metadata.component.purl ?? '')).toBe(
      `pkg:oci/web@${digest()}?arch=amd64&repository_url=${registry.host}/team/web&tag=1.0`,
    );
    expect(document.components.map(({ purl }) => purl)).toEqual([
      undefined,
      'pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=alpine-3.19.1',
    ]);
  });

  it('SPDX', () => {
    const document = bill('spdx') as { packages: { versionInfo: string }[] };
    const validate = spdxValidator();
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(document.packages.map(({ versionInfo }) => versionInfo)).toEqual([digest(), '3.19.1', '1.2.4-r2']);
  });
});
