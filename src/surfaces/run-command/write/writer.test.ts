import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bare, noFiles, readText } from '../../../../test/support/run-command.ts';
import type { Change, Container, Patch, Source } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { writer } from './writer.ts';

const context = noFiles;

/** The text with a patch of its first container, or why not, after "! ". */
function write(text: string, patch: Patch, path = 'run.sh'): string {
  const { containers } = readText(text, path, context);
  const [container] = containers;
  if (container === undefined) throw new Error('no container was read');
  const { edits, refused } = writer.write(container, patch, context);
  if (refused[0] !== undefined) return `! ${refused[0].because}`;
  const source: Source = container.origin.source;
  return applyEdits(source, edits);
}

const off = { mode: 'private' } as const;
type Row = readonly [before: string, change: Change, after: string];

/** Behind `docker run`, before and after. */
const rows: readonly Row[] = [
  ['-u 0 web', { set: 'process.user', to: '10001:10001' }, '-u 10001:10001 web'],
  ['-u0 web', { set: 'process.user', to: '10001' }, '-u10001 web'],
  [`--user='0' web`, { set: 'process.user', to: '10001' }, `--user='10001' web`],
  ['--user $UID web', { set: 'process.user', to: '10001' }, '! its value comes from $UID: change it where that is set'],
  ['--user node:0 web', { set: 'process.group', to: 1000 }, '--user node:1000 web'],
  ['--user "$(id -u):0" web', { set: 'process.group', to: 1000 }, '! its value comes from $(id -u): change it where that is set'],
  ['--group-add 0 --group-add=audio web', { set: 'process.additionalGroups.remove', to: ['0'] }, '--group-add=audio web'],
  ['web', { set: 'process.noNewPrivileges', to: true }, '--security-opt no-new-privileges web'],
  ['--security-opt=no-new-privileges:false web', { set: 'process.noNewPrivileges', to: true }, '--security-opt=no-new-privileges:true web'],
  ['--cap-drop NET_RAW web', { set: 'process.capabilities.drop', to: ['ALL'] }, '--cap-drop ALL web'],
  [
    '--cap-drop NET_RAW --cap-drop=CHOWN web',
    { set: 'process.capabilities.drop', to: ['ALL'] },
    '--cap-drop NET_RAW --cap-drop=CHOWN --cap-drop ALL web',
  ],
  [
    '--cap-add=sys_admin --cap-add KILL --cap-add SYS_ADMIN web',
    { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] },
    '--cap-add KILL web',
  ],
  ['--security-opt apparmor=unconfined web', { set: 'process.apparmor', to: { profile: 'default' } }, 'web'],
  ['web', { set: 'process.apparmor', to: { profile: 'named', name: 'mine' } }, '--security-opt apparmor=mine web'],
  ['--security-opt label=disable --rm web', { set: 'process.selinux', to: { disabled: false } }, '--rm web'],
  ['web', { set: 'process.rlimits', to: { type: 'core', soft: 0, hard: 0 } }, '--ulimit core=0 web'],
  [
    '--ulimit nofile=1024:-1 web',
    { set: 'process.rlimits', to: { type: 'nofile', soft: 1024, hard: 65536 } },
    '--ulimit nofile=1024:65536 web',
  ],
  ['--oom-score-adj -500 web', { set: 'process.oomScoreAdj', to: 0 }, '--oom-score-adj 0 web'],
  ['--rm --privileged -d web', { set: 'privileged', to: false }, '--rm -d web'],
  ['--read-only=false web', { set: 'root.readonly', to: true }, '--read-only=true web'],
  ['-- web', { set: 'root.readonly', to: true }, '--read-only -- web'],
  ['-v /a:/b -v c:/d web', { set: 'mounts.remove', to: { destination: '/b' } }, '-v c:/d web'],
  ['-dv /a:/b web', { set: 'mounts.remove', to: { destination: '/b' } }, '-d web'],
  ['-v "$PWD/a b:/b" web', { set: 'mounts.readonly', to: { destination: '/b' } }, '-v "$PWD/a b:/b:ro" web'],
  ['-v "$PWD":/b:rw,z web', { set: 'mounts.readonly', to: { destination: '/b' } }, '-v "$PWD":/b:ro,z web'],
  [
    '--mount type=bind,src=/a,dst=/b web',
    { set: 'mounts.readonly', to: { destination: '/b' } },
    '--mount type=bind,src=/a,dst=/b,readonly web',
  ],
  [
    '--mount type=bind,src=/a,dst=/b,ro=0 web',
    { set: 'mounts.readonly', to: { destination: '/b' } },
    '--mount type=bind,src=/a,dst=/b,readonly web',
  ],
  ['-v /a:/b:shared web', { set: 'mounts.propagation', to: { destination: '/b', propagation: 'rslave' } }, '-v /a:/b:rslave web'],
  ['--tmpfs=/t:exec web', { set: 'mounts.options', to: { destination: '/t', options: ['noexec'] } }, '--tmpfs=/t web'],
  [
    'web',
    { set: 'mounts.writable', to: [{ destination: '/t' }, { destination: '/u', exec: true }] },
    '--tmpfs /t:noexec,nosuid,nodev --tmpfs /u:exec,nosuid,nodev web',
  ],
  ['web', { set: 'linux.sysctl.set', to: { name: 'net.a', value: '0' } }, '--sysctl net.a=0 web'],
  ['--pid host web', { set: 'linux.namespaces.pid', to: off }, 'web'],
  ['--net=host web', { set: 'linux.namespaces.network', to: off }, 'web'],
  ['--cgroupns=host web', { set: 'linux.namespaces.cgroup', to: off }, '--cgroupns=private web'],
  ['--device /dev/sda:/dev/x --device /dev/null web', { set: 'linux.devices.remove', to: { path: '/dev/sda' } }, '--device /dev/null web'],
  ['--oom-kill-disable web', { set: 'linux.resources.memory.disableOOMKiller', to: false }, 'web'],
  ['web', { set: 'linux.resources.blockIO.weight', to: 10 }, '--blkio-weight 10 web'],
  ['--sysctl a.b=1 --sysctl=c.d=2 web', { set: 'linux.sysctl.remove', to: { name: 'a.b' } }, '--sysctl=c.d=2 web'],
  ['-p 8080:80 web', { set: 'ports.hostIp', to: { container: '80', host: '8080', ip: '127.0.0.1' } }, '-p 127.0.0.1:8080:80 web'],
  ['-p80/udp web', { set: 'ports.hostIp', to: { container: '80', ip: '127.0.0.1' } }, '-p127.0.0.1::80/udp web'],
  ['-p "$P:80" web', { set: 'ports.hostIp', to: { container: '80', ip: '127.0.0.1' } }, '-p "127.0.0.1:$P:80" web'],
  ['-p 0.0.0.0:1:2 web', { set: 'ports.hostIp', to: { container: '2', host: '1', ip: '127.0.0.1' } }, '-p 127.0.0.1:1:2 web'],
  ['-e TOKEN=hunter2hunter2 web', { set: 'process.env.secret', to: { name: 'TOKEN' } }, '-e TOKEN web'],
  ['-e TOKEN=hunter2hunter2 web', { set: 'process.env.secret', to: { name: 'TOKEN', file: { variable: 'TOKEN_FILE' } } }, '-e TOKEN web'],
  [`-e TOKEN='hunter2 hunter2' web`, { set: 'process.env.secret', to: { name: 'TOKEN' } }, '-e TOKEN web'],
  [`--user="0"':0' web`, { set: 'process.user', to: '1:1' }, '--user=1:1 web'],
  ['--restart=always --name=x web', { set: 'process.oomScoreAdj', to: 0 }, '--restart=always --name=x --oom-score-adj=0 web'],
  [
    '--network a web',
    { set: 'networks', to: 'NAME' },
    '! which network it belongs to is not known here: docker network create NAME, and --network NAME',
  ],
  ['web:1', { set: 'image.reference', to: 'web:2' }, 'web:2'],
];

describe('docker run on one line', () => {
  it.each(rows)('%s: %o', (before, change, after) => {
    expect(write(`docker run ${before} sh\n`, [change])).toBe(after.startsWith('! ') ? after : `docker run ${after} sh\n`);
  });
});

describe('podman', () => {
  it.each<Row>([
    ['--cap-add=SYS_ADMIN,KILL web', { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] }, '--cap-add=KILL web'],
    ['--tmpfs /t:size=1m web', { set: 'mounts.options', to: { destination: '/t', options: ['noexec'] } }, '--tmpfs /t:size=1m,noexec web'],
    ['--secret tls web', { set: 'secrets.mode', to: { name: 'tls', mode: 0o440 } }, '--secret tls,mode=0440 web'],
    ['--secret tls,mode=0444 web', { set: 'secrets.mode', to: { name: 'tls', mode: 0o440 } }, '--secret tls,mode=0440 web'],
    ['-e A=hunter2hunter2 web', { set: 'process.env.secret', to: { name: 'A' } }, '--secret a,type=env,target=A web'],
    [
      '-e A=hunter2hunter2 web',
      { set: 'process.env.secret', to: { name: 'A', file: { variable: 'A_FILE' } } },
      '--secret a --env A_FILE=/run/secrets/a web',
    ],
    ['--secret a web', { set: 'secrets.mode', to: { name: 'a', mode: 0o400, uid: 5 } }, '--secret a,uid=5,mode=0400 web'],
    ['--security-opt unmask=ALL web', { set: 'linux.maskedPaths', to: 'default' }, 'web'],
    ['web', { set: 'linux.namespaces.user', to: off }, '--userns auto web'],
  ])('%s: %o', (before, change, after) => {
    expect(write(`podman run ${before} sh\n`, [change])).toBe(`podman run ${after} sh\n`);
  });
});

const readOnly: Patch = [{ set: 'root.readonly', to: true }];
type Inside = readonly [title: string, before: string, patch: Patch, after: string, path?: string];

const inside: readonly Inside[] = [
  ['a line of its own', 'docker run \\\n  -d \\\n  web\n', readOnly, 'docker run \\\n  -d \\\n  --read-only \\\n  web\n'],
  [
    'before the last line of options',
    'docker run \\\n\t-d \\\n\t-p 1:2 web a \\\n\tb\n',
    readOnly,
    'docker run \\\n\t-d \\\n\t--read-only \\\n\t-p 1:2 web a \\\n\tb\n',
  ],
  ['the image on the first line', 'docker run -d web \\\n  sh -c x\n', readOnly, 'docker run -d --read-only web \\\n  sh -c x\n'],
  ['no line left behind', 'docker run \\\n  --pid host \\\n  web\n', [{ set: 'linux.namespaces.pid', to: off }], 'docker run \\\n  web\n'],
  [
    'two neighbours',
    'docker run \\\n  --cap-add KILL --cap-add CHOWN \\\n  -d web\n',
    [{ set: 'process.capabilities.remove', to: ['CAP_KILL', 'CAP_CHOWN'] }],
    'docker run \\\n  -d web\n',
  ],
  ['the end of a line', 'docker run -d --privileged \\\n  web\n', [{ set: 'privileged', to: false }], 'docker run -d \\\n  web\n'],
  ['a value on the next line', 'docker run --pid \\\n  host -d web\n', [{ set: 'linux.namespaces.pid', to: off }], 'docker run -d web\n'],
  ['CRLF', 'docker run \\\r\n  -d \\\r\n  web\r\n', readOnly, 'docker run \\\r\n  -d \\\r\n  --read-only \\\r\n  web\r\n'],
  [
    'a guess',
    '#!/bin/sh\nx() {\n  docker run web\n}\n',
    [{ set: 'linux.resources.memory.limit', to: 2 ** 29 }],
    '#!/bin/sh\nx() {\n  # bulkhead: a guess; measure, then set: --memory\n  docker run --memory 512m web\n}\n',
  ],
  [
    'a second guess',
    '# bulkhead: a guess; measure, then set: --memory\ndocker run -m 512m web\n',
    [{ set: 'linux.resources.pids.limit', to: 200 }],
    '# bulkhead: a guess; measure, then set: --memory, --pids-limit\ndocker run -m 512m --pids-limit 200 web\n',
  ],
  [
    'a guess behind a line that goes on',
    'cd x && \\\ndocker run web\n',
    [{ set: 'linux.resources.pids.limit', to: 200 }],
    'cd x && \\\ndocker run --pids-limit 200 web\n',
  ],
  ['a redirection', 'docker run -d >log --privileged web\n', [{ set: 'privileged', to: false }], 'docker run -d >log web\n'],
  ['a substitution', 'id=$(sudo docker run -d --privileged web)\n', [{ set: 'privileged', to: false }], 'id=$(sudo docker run -d web)\n'],
  [
    'a text for another shell',
    `sh -c "docker run --user \\"0\\" web"\n`,
    [{ set: 'process.user', to: '1:1' }],
    `sh -c "docker run --user \\"1:1\\" web"\n`,
  ],
  [
    'a here-document',
    'bash <<EOF\n  docker run -v /a:/b web\nEOF\n',
    [{ set: 'mounts.readonly', to: { destination: '/b' } }],
    'bash <<EOF\n  docker run -v /a:/b:ro web\nEOF\n',
  ],
  [
    'an option of a variable',
    'A="--pid host"\ndocker run $A web\n',
    [{ set: 'linux.namespaces.pid', to: off }],
    '! it comes from the variable A, which line 1 sets: change it there',
  ],
  [
    'an option of a list',
    'a=(-d\n  --pid=host)\ndocker run "${a[@]}" web\n',
    [{ set: 'linux.namespaces.pid', to: off }],
    '! it comes from the variable a, which line 2 sets: change it there',
  ],
  ['beside a list', 'a=(-d)\ndocker run "${a[@]}" web\n', readOnly, 'a=(-d)\ndocker run "${a[@]}" --read-only web\n'],
  ['before what may hold the image', 'docker run -d "$@"\n', readOnly, 'docker run -d --read-only "$@"\n'],
  [
    'a command of a variable',
    'C="docker run --privileged web"\n$C\n',
    readOnly,
    '! the whole command comes from a variable: change it where that is set',
  ],
  [
    'a makefile',
    'run:\n\tdocker run -p $(PORT):80 web\n',
    [{ set: 'ports.hostIp', to: { container: '80', ip: '127.0.0.1' } }],
    'run:\n\tdocker run -p 127.0.0.1:$(PORT):80 web\n',
    'Makefile',
  ],
  [
    'a unit of systemd',
    '[Service]\nExecStart=/usr/bin/podman run --name %n \\\n  --privileged \\\n  web\n',
    [{ set: 'privileged', to: false }],
    '[Service]\nExecStart=/usr/bin/podman run --name %n \\\n  web\n',
    'web.service',
  ],
];

describe('a command inside of a text', () => {
  for (const [title, before, patch, after, path] of inside) it(title, () => expect(write(before, patch, path)).toBe(after));

  const scripts = inside.filter(([, , , after, path]) => path === undefined && !after.startsWith('! ') && !after.includes('\r'));
  it.runIf(spawnSync('bash', ['--version']).status === 0)('is still one for bash', () => {
    for (const [, , , after] of scripts)
      expect(spawnSync('bash', ['-n'], { input: after, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});

it('tells what no comment can say', () => {
  const [container] = readText('A=1 docker run web\n', 'run.sh', context).containers;
  const { notes } = writer.write(container as Container, [{ set: 'linux.resources.pids.limit', to: 200 }], context);
  expect(notes).toEqual(['The number of --pids-limit is a guess: measure, then set it.']);
});

/** What a change leaves alone: the model without the part that it is about. */
const without = (container: Container, way: string): unknown => {
  const copy = structuredClone(bare(container)) as Record<string, unknown>;
  const keys = way.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Record<string, unknown> | undefined>((at, key) => at?.[key] as Record<string, unknown> | undefined, copy);
  if (parent !== undefined) delete parent[last];
  return copy;
};

const parts: readonly (readonly [options: string, change: Change, way: string])[] = [
  ['-u 0', { set: 'process.user', to: '1' }, 'process.user'],
  ['', { set: 'process.noNewPrivileges', to: true }, 'process.noNewPrivileges'],
  ['--cap-drop KILL', { set: 'process.capabilities.drop', to: ['ALL'] }, 'process.capabilities'],
  ['--cap-add KILL', { set: 'process.capabilities.remove', to: ['CAP_KILL'] }, 'process.capabilities'],
  ['--ulimit core=-1', { set: 'process.rlimits', to: { type: 'core', soft: 0, hard: 0 } }, 'process.rlimits'],
  ['--privileged', { set: 'privileged', to: false }, 'privileged'],
  ['', { set: 'root.readonly', to: true }, 'root.readonly'],
  ['-v /a:/b', { set: 'mounts.readonly', to: { destination: '/b' } }, 'mounts'],
  ['--ipc host', { set: 'linux.namespaces.ipc', to: off }, 'linux.namespaces.ipc'],
  ['--uts host', { set: 'linux.namespaces.uts', to: off }, 'linux.namespaces.uts'],
  ['-m 1g', { set: 'linux.resources.memory.limit', to: 2 ** 29 }, 'linux.resources.memory'],
  ['', { set: 'linux.resources.cpu.limit', to: 1 }, 'linux.resources.cpu'],
  ['--pids-limit=-1', { set: 'linux.resources.pids.limit', to: 200 }, 'linux.resources.pids'],
  ['--security-opt seccomp=unconfined', { set: 'linux.seccomp', to: { profile: 'default' } }, 'linux.seccomp'],
  ['-p 1:2', { set: 'ports.hostIp', to: { container: '2', host: '1', ip: '127.0.0.1' } }, 'ports'],
];

describe('nothing else of the model changes', () => {
  it.each(parts)('%s: %o', (options, change, way) => {
    const text = `docker run --name it --label "a b" ${options} -e A=1 web:1 serve --port 80\n`;
    const [before] = readText(text, 'run.sh', context).containers;
    const result = readText(write(text, [change]), 'run.sh', context);
    expect(result.problems).toEqual([]);
    const [after] = result.containers;
    expect(without(after as Container, way)).toEqual(without(before as Container, way));
    expect(bare(after)).not.toEqual(bare(before));
  });
});
