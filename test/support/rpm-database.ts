import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteRows } from '../../src/host/sqlite-bytes.ts';

export const hasRpm = spawnSync('rpmbuild', ['--version']).status === 0;
/** Perl's binding of Berkeley DB itself. */
export const hasBerkeley = spawnSync('perl', ['-MDB_File', '-e', '1']).status === 0;

/** Packages with all that a header may hold: an epoch or none, a package below it, a module, a key, many files. */
const specs = [
  `Name: plain\nVersion: 1.2~rc1\nRelease: 3.el9\nSummary: x\nLicense: MIT and (GPLv2+)\n%description\nx
%install\nmkdir -p %{buildroot}/usr/bin %{buildroot}/usr/share/doc/plain\necho x > %{buildroot}/usr/bin/plain; chmod 755 %{buildroot}/usr/bin/plain
for i in $(seq 400); do echo $i > %{buildroot}/usr/share/doc/plain/a-file-with-a-long-name-$i; done\n%files\n/usr/bin/plain\n/usr/share/doc/plain\n`,
  `Name: above\nVersion: 2.0\nRelease: 1\nEpoch: 4\nSummary: x\nLicense: MIT\nBuildArch: noarch\nModularityLabel: nodejs:18:8090020240301:a75119d5
%description\nx\n%package -n below-libs\nSummary: y\nAutoReqProv: no\n%description -n below-libs\ny\n%install\nmkdir -p %{buildroot}/usr/lib/python3.9/site-packages/x.dist-info
echo x > %{buildroot}/usr/lib/python3.9/site-packages/x.dist-info/METADATA\n%files\n%files -n below-libs\n/usr/lib/python3.9/site-packages/x.dist-info\n`,
];

/**
 * The same packages in the three forms that databases of rpm have, and what rpm itself says of them: "name version arch sourcerpm size module".
 * sqlite: rpm wrote it. berkeley: Berkeley DB itself wrote it as rpm did, and rpm reads it (`saidOfBerkeley`). ndb: Debian's rpm is built without it, so
 * it is written here, by lib/backend/ndb/rpmpkg.c of rpm 4.18.
 */
export function rpmDatabases() {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-rpm-'));
  try {
    const files = specs.map((spec, at) => {
      const file = join(folder, `${at}.spec`);
      writeFileSync(file, spec);
      return file;
    });
    execFileSync('rpmbuild', ['-bb', '--quiet', '--nodeps', '--define', `_topdir ${folder}/build`, ...files], { stdio: 'pipe' });
    const packages = execFileSync('find', [`${folder}/build/RPMS`, '-name', '*.rpm'], { encoding: 'utf8' })
      .trim()
      .split('\n');
    const install = ['--define', '_db_backend sqlite', '-i', '--justdb', '--nodeps', '--ignorearch', '--ignoreos', '--nosignature'];
    execFileSync('rpm', ['--dbpath', folder, ...install, ...packages], { stdio: 'pipe' });
    const said = saidBy(folder, 'sqlite');
    const sqlite = join(folder, 'rpmdb.sqlite');
    const headers = headersOf(sqlite);
    const berkeley = hasBerkeley ? berkeleyOf(headers, folder) : undefined;
    return {
      said,
      manifest: asked(folder, 'sqlite', manifestFormat),
      saidOfBerkeley: berkeley === undefined ? said : saidBy(join(folder, 'berkeley'), 'bdb_ro'),
      databases: {
        sqlite: { path: 'var/lib/rpm/rpmdb.sqlite', bytes: readFileSync(sqlite) },
        ndb: { path: 'usr/lib/sysimage/rpm/Packages.db', bytes: ndbOf(headers) },
        berkeley: berkeley === undefined ? undefined : { path: 'var/lib/rpm/Packages', bytes: berkeley },
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What images of Azure Linux without rpm keep instead of a database (rpmQueryFormatLong of microsoft/azurelinux). */
const manifestFormat =
  '%{NAME}\\t%{VERSION}-%{RELEASE}\\t%{INSTALLTIME}\\t%{BUILDTIME}\\t%{VENDOR}\\t%{EPOCH}\\t%{SIZE}\\t%{ARCH}\\t%{EPOCHNUM}\\t%{SOURCERPM}\\n';

function saidBy(dbpath: string, backend: string): string[] {
  const version = '%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}';
  const format = `%{NAME} ${version} %{ARCH} %{SOURCERPM} %{SIZE} %|MODULARITYLABEL?{%{MODULARITYLABEL}}|\\n`;
  const lines = asked(dbpath, backend, format).trimEnd().split('\n');
  return lines.map((line) => line.trimEnd()).sort();
}

function asked(dbpath: string, backend: string, format: string): string {
  const words = ['--dbpath', dbpath, '--define', `_db_backend ${backend}`, '-qa', '--qf', format];
  return execFileSync('rpm', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

type Headers = readonly (readonly [number: number, header: Buffer])[];

const headersOf = (sqlite: string): Headers =>
  sqliteRows(readFileSync(sqlite), 'SELECT hnum, blob FROM Packages').map(({ hnum, blob }) => [
    Number(hnum),
    Buffer.from(blob as Uint8Array),
  ]);

/** Under the package's number, and the next number under 0. */
function berkeleyOf(headers: Headers, folder: string): Buffer {
  mkdirSync(join(folder, 'berkeley'));
  const path = join(folder, 'berkeley', 'Packages');
  const write = `use DB_File; use Fcntl; $DB_HASH->{bsize} = 4096; tie my %db, 'DB_File', $ARGV[0], O_RDWR|O_CREAT, 0644, $DB_HASH or die $!;
    while (<STDIN>) { chomp; my ($n, $hex) = split; $db{pack('V', $n)} = pack('H*', $hex); } untie %db;`;
  const next = Buffer.alloc(4);
  next.writeUInt32LE(Math.max(...headers.map(([number]) => number)) + 1);
  const lines = [...headers, [0, next] as const].map(([number, bytes]) => `${number} ${bytes.toString('hex')}\n`);
  execFileSync('perl', ['-e', write, path], { input: lines.join('') });
  return readFileSync(path);
}

function ndbOf(headers: Headers): Buffer {
  const slots = Buffer.alloc(4096);
  for (let at = 32; at < 4096; at += 16) slots.write('Slot', at);
  slots.write('RpmP');
  numbers(slots, 4, [0, 1, 1, headers.length + 1]);
  const blobs: Buffer[] = [];
  let block = 4096 / 16;
  headers.forEach(([number, header], nth) => {
    const blocks = Math.ceil((header.length + 28) / 16);
    const blob = Buffer.alloc(blocks * 16);
    blob.write('BlbS');
    numbers(blob, 4, [number, 1, header.length]);
    header.copy(blob, 16);
    numbers(blob, blob.length - 8, [header.length]);
    blob.write('BlbE', blob.length - 4);
    // One slot is free: rpm leaves such behind when it takes a package away.
    numbers(slots, 32 + (nth + 1) * 16 + 4, [number, block, blocks]);
    blobs.push(blob);
    block += blocks;
  });
  return Buffer.concat([slots, ...blobs]);
}

function numbers(bytes: Buffer, at: number, values: readonly number[]): void {
  values.forEach((value, nth) => {
    bytes.writeUInt32LE(value, at + nth * 4);
  });
}
