import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeNames } from '../src/translate/index.ts';
import { declared, translated } from './support/translate.ts';
import { silent } from './support/translate-silent.ts';

/** Options that one command line may have together; of a list at most one is taken. */
const choices: readonly (readonly string[])[] = [
  ['--user 0', '--user 1000', '--user node', '--user 1000:1000', '--user $ID'],
  ['--cap-drop ALL', '--cap-drop NET_RAW', '--cap-drop CHOWN --cap-drop KILL'],
  ['--cap-add NET_ADMIN', '--cap-add SYS_PTRACE --cap-add BPF', '--cap-add NET_BIND_SERVICE'],
  ['--privileged'],
  ['--read-only', '--read-only=false'],
  ['--security-opt no-new-privileges', '--security-opt no-new-privileges=false'],
  ['--security-opt seccomp=unconfined', '--security-opt seccomp=/etc/s.json'],
  ['--security-opt apparmor=unconfined', '--security-opt apparmor=own'],
  ['--security-opt label=disable', '--security-opt label=level:s0:c1,c2'],
  ['--pid host', '--pid container:other'],
  ['--ipc host', '--ipc none', '--ipc private', '--ipc shareable'],
  ['--network host', '--network none', '--network inner', '--network container:other'],
  ['--uts host', '--cgroupns host', '--userns host'],
  [
    '-v /a:/x',
    '-v /a:/x:ro',
    '-v data:/x',
    '-v /x',
    '-v ./a:/x:z',
    '-v $D:/x',
    '--tmpfs /x',
    '--tmpfs /x:size=1m,ro',
    '--tmpfs /x:exec,mode=700',
  ],
  [
    '--mount type=bind,src=/b,dst=/y,readonly',
    '--mount type=volume,dst=/y',
    '--mount type=tmpfs,dst=/y,tmpfs-size=4k',
    '--mount type=bind,src=/b,dst=/y,bind-propagation=rshared',
  ],
  ['--shm-size 1g'],
  ['-p 80:80', '-p 127.0.0.1:8080:80/udp', '-p 80', '-p 8000-8002:8000-8002', '-p $P:80', '-p [::1]:90:90', '--expose 70'],
  ['--memory 64m', '--memory 1000001', '--memory $M'],
  ['--memory-swap 1g', '--memory-swap=-1', '--memory-reservation 32m'],
  ['--cpus 0.5', '--cpus 1.25', '--cpu-quota 1000 --cpu-period 50000', '--cpu-shares 100', '--cpuset-cpus 0,2'],
  ['--pids-limit 7', '--pids-limit=-1'],
  ['--ulimit nofile=10', '--ulimit nofile=10:20 --ulimit core=-1'],
  ['--sysctl net.core.somaxconn=9', '--sysctl kernel.msgmax=65536'],
  ['--device /dev/fuse', '--device /dev/a:/dev/b:rw', "--device-cgroup-rule 'b 1:2 r'"],
  ['-e A=b', `-e 'A=$b "c"'`, '-e A', '-e TOKEN=ghp_0123456789abcdefghijABCDEFGHIJ012345', "-e 'A=yes' -e B=012 -e C=1:2"],
  ['-w /w', '--hostname box', '--hostname Box_1', '--runtime runsc'],
  ['--entrypoint sh', '--entrypoint ""'],
  ['--health-cmd "a b || c"', '--no-healthcheck'],
  ['--restart always', '--restart on-failure:3', '--rm', '--init', '-l a=b', '--log-driver none'],
];

const commandLine = fc
  .tuple(
    fc.constantFrom('docker', 'podman'),
    fc.tuple(...choices.map((list) => fc.option(fc.constantFrom(...list), { freq: 2, nil: '' }))),
    fc.constantFrom('nginx:1.27', 'example.com/app', '$IMAGE', 'localhost:5000/a/b@sha256:0123'),
    fc.constantFrom('', ' sleep 10', ` sh -c 'echo "$A" %n {{x}} && true'`, ' --flag yes 012 ""', " -c 'it'\"'\"'s'"),
  )
  .map(
    ([engine, options, image, words]) =>
      `${engine} run --name app ${options.filter((option) => option !== '').join(' ')} ${image}${words}\n`,
  );

describe('a run command of any options', () => {
  it.each(placeNames.filter((name) => name !== 'oci'))('loses nothing in silence on its way to %s', async (to) => {
    await fc.assert(
      fc.asyncProperty(commandLine, fc.boolean(), fc.boolean(), async (text, explicit, stricter) => {
        const containers = await declared('a.sh', text);
        const result = await translated(containers, to, { explicit, stricter });
        expect(result.problems).toEqual([]);
        expect(silent(result)).toEqual([]);
        expect(JSON.stringify(result.files)).not.toContain('ghp_0123456789');
      }),
      { numRuns: 150 },
    );
  });
});
