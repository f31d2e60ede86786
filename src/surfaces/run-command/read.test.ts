import { describe, expect, it } from 'vitest';
import { bare, noFiles, only, quoteOf, readText } from '../../../test/support/run-command.ts';
import { type Origin, type ReadContext, Unreadable } from '../../model/index.ts';

const names = (text: string, path: string): string[] => readText(text, path).containers.map(({ name }) => name);
const messages = (text: string, path?: string): string[] => readText(text, path).problems.map(({ message }) => message);

describe('a command line', () => {
  const engines: readonly [string, string][] = [
    ['docker run image', 'docker'],
    ['docker create image', 'docker'],
    ['docker container run image', 'docker'],
    ['docker container create image', 'docker'],
    ['docker -H tcp://x:1 --context c -D --log-level debug run image', 'docker'],
    ['docker --host=unix:///x run image', 'docker'],
    ['docker --tls --config /x container run image', 'docker'],
    ['/usr/bin/docker run image', 'docker'],
    ['sudo docker run image', 'docker'],
    ['sudo -u root -E A=b docker run image', 'docker'],
    ['sudo -n /usr/bin/podman run image', 'podman'],
    ['exec docker run image', 'docker'],
    ['env A=b C=d docker run image', 'docker'],
    ['A=b docker run image', 'docker'],
    ['time -p nohup command docker run image', 'docker'],
    ['nice -n 10 ionice -c3 timeout -k 5 10m docker run image', 'docker'],
    ['$SUDO podman run image', 'podman'],
    ['${SUDO} time docker run image', 'docker'],
    ['$RUN image', 'none'],
    ['$DOCKER run image', 'docker'],
    ['"${PODMAN_CMD}" run image', 'podman'],
    ['${ENGINE:-podman} run image', 'podman'],
    ['podman run image', 'podman'],
    ['podman --remote --url x run image', 'podman'],
    ['podman --runtime crun container create image', 'podman'],
    ['ssh -i key -p 22 root@host docker run image', 'docker'],
    ["ssh host 'docker run image'", 'docker'],
    ["sh -c 'docker run image'", 'docker'],
    ['bash -euc "sudo docker run image"', 'docker'],
    ['su - me -c "podman run image"', 'podman'],
    ['eval docker run image', 'docker'],
    ['docker ps', 'none'],
    ['docker compose run image', 'none'],
    ['docker exec image sh', 'none'],
    ['docker run --help', 'none'],
    ['podman pod create image', 'none'],
    ['docker-compose run image', 'none'],
    ['echo docker run image', 'none'],
    ['"docker run image"', 'none'],
  ];
  for (const [text, engine] of engines) {
    it(`${text} → ${engine}`, () => {
      const { containers, problems } = readText(text);
      expect(problems).toEqual([]);
      expect(containers.map((container) => `${container.engine} ${container.name}`)).toEqual(engine === 'none' ? [] : [`${engine} image`]);
    });
  }

  it('takes the words after the image as they are', () => {
    const { process } = only('docker run image sh -c "a b" --privileged');
    expect(bare(process.args)).toEqual(['sh', '-c', 'a b', '--privileged']);
  });

  it('puts the entry point before them', () => {
    expect(bare(only('docker run --entrypoint sh image -c ls').process.args)).toEqual(['sh', '-c', 'ls']);
  });

  it.each([
    String.raw`docker run -v '\\.\pipe\docker_engine:\\.\pipe\docker_engine' image`,
    String.raw`docker run --mount type=npipe,source='\\.\pipe\docker_engine',target='\\.\pipe\docker_engine' image`,
  ])('leaves the named pipe of Windows as it is: %s', (text) => {
    expect(bare(only(text).mounts[0])).toMatchObject({ type: 'bind', source: String.raw`\\.\pipe\docker_engine` });
  });

  it('makes ids unique', () => {
    const { containers } = readText('docker run a\ndocker run --name a b\ndocker run $X', 'x.sh');
    expect(containers.map(({ id }) => id)).toEqual(['x.sh#a', 'x.sh#a~2', 'x.sh#line 3']);
  });

  it('names an image that is not known as unknown', () => {
    expect(bare(only('docker run registry/$IMAGE:1').image)).toEqual({ reference: '?$IMAGE is set when the script runs' });
  });
});

describe('problems name the option, never its value', () => {
  const rows: readonly [string, RegExp][] = [
    ['docker run --unheard image', /--unheard is no option of docker run/],
    ['docker run --unheard=hunter2 image', /^--unheard is no option/],
    ['docker run -Z image', /^-Z is no option/],
    ['docker run --pod x image', /--pod is no option of docker run, only of the other engine/],
    ['podman run --isolation x image', /--isolation is no option of podman run, only of the other engine/],
    ['docker run --security-opt hunter2=1 image', /--security-opt hunter2 is not known here/],
    ['docker run --security-opt unmask=ALL image', /--security-opt unmask is not known here/],
    ['docker run --security-opt seccomp image', /--security-opt seccomp needs a value/],
    ['docker run --security-opt label=hunter2 image', /label=hunter2 is not known/],
    ['docker run --security-opt systempaths=x image', /systempaths takes no other value than unconfined/],
    ['docker run --security-opt $OPT image', /--security-opt comes from \$OPT/],
    ['docker run --cap-add A,B image', /takes one capability/],
    ['docker run --cap-add NET_ADMN image', /names a capability that Linux does not have, so Docker refuses/],
    ['podman run --cap-drop CAP_NETRAW image', /names a capability that Linux does not have, so Podman refuses/],
    ['docker run --privileged=maybe image', /--privileged has a value that Docker does not take/],
    ['docker run --memory lots image', /--memory has a value/],
    ['docker run --pids-limit many image', /--pids-limit has a value/],
    ['docker run --cpus 1/2 image', /--cpus has a value/],
    ['docker run --pid hunter2 image', /--pid has a value/],
    ['docker run -p http image', /--publish is not of the form/],
    ['docker run -v a:b:c:d image', /--volume is not of the form/],
    ['docker run -v a/b:/c image', /write \.\/ before a relative path/],
    ['docker run -v /a:/b:hunter image', /--volume has a mount option that Docker does not know: hunter/],
    ['docker run --mount type=floppy,dst=/a image', /--mount has a type that is not known here/],
    ['docker run --mount type=bind,src=/a image', /--mount names no target/],
    ['docker run --mount dst=/a,floppy=hunter2 image', /--mount has an option that is not known here and was not read: floppy/],
    ['docker run --sysctl x image', /--sysctl is not of the form/],
    ['docker run --env-file $F image', /--env-file comes from \$F and was not read/],
    ['docker run -d', /docker run names no image/],
    ['docker run image --name', /^$/],
    ['docker run --name', /--name of docker run needs a value/],
    ['docker run $OPTS image', /options come from \$OPTS and were not read/],
    ['docker run "$@"', /options come from \$@ and were not read/],
    ['docker run "${ARGS[@]}" image', /options come from \$ARGS and were not read/],
    ['docker run --$X image', /an option of docker run has a name that is not known before it runs/],
    ['podman run --secret $S image', /--secret names no secret/],
  ];
  for (const [text, message] of rows) {
    it(text, () => {
      const found = messages(text);
      expect(found[0] ?? '').toMatch(message);
      expect(found.join('\n')).not.toMatch(/hunter2(?! is not known here)(?!; )/);
      expect(found.every((one) => !one.includes('\n'))).toBe(true);
    });
  }

  it('reads the rest of the line', () => {
    const { containers } = readText('docker run --unheard --pids-limit 5 --strange=x $OPTS -v /a:/b image ls');
    expect(bare(containers[0]?.linux.resources.pids)).toEqual({ limit: 5 });
    expect(containers[0]?.mounts).toHaveLength(1);
    expect(containers[0]?.name).toBe('image');
  });

  it('guesses that an unknown option takes a value where more options follow', () => {
    expect(names('docker run --unheard value --rm image', 'command line')).toEqual(['image']);
  });

  it('says where', () => {
    expect(readText('docker run \\\n  --unheard image').problems).toMatchObject([{ file: 'command line', line: 2, column: 3 }]);
  });
});

describe('options or image', () => {
  const rows: readonly [string, 'image' | 'options'][] = [
    ['docker run -d $X', 'image'],
    ['docker run $IMAGE bash', 'image'],
    ['docker run "$X" bash', 'image'],
    ['docker run $MY_TAG nginx:1', 'image'],
    ['docker run $(docker build -q .)', 'image'],
    ['docker run $X bash', 'image'],
    ['docker run $X nginx:1.27', 'options'],
    ['docker run $X $IMAGE', 'options'],
    ['docker run $X --rm nginx', 'options'],
    ['docker run $DOCKER_OPTS nginx', 'options'],
    ['docker run $@ nginx', 'options'],
    ['docker run $* nginx', 'options'],
  ];
  for (const [text, kind] of rows) {
    it(`${text}: ${kind}`, () => {
      expect(messages(text).some((message) => message.startsWith('options come from'))).toBe(kind === 'options');
    });
  }
});

describe('origins', () => {
  const text = `#!/bin/sh
  # docker run --privileged old
  sudo docker \\
    run -d --user 1000:1000 \\
    --cap-drop=ALL -p 80:80 \\
    -v "$PWD/data":'/data':ro -itP \\
    nginx:1.27 sh -c 'x'
`;
  const container = only(text, 'run.sh');
  const origin = (field: { origin?: Origin | undefined } | undefined): string => (field?.origin ? quoteOf(field.origin) : '');
  const rows: readonly [string, string][] = [
    [origin(container), 'docker \\\n    run'],
    [origin(container.process.user), '--user 1000:1000'],
    [origin(container.process.group), '--user 1000:1000'],
    [origin(container.process.capabilities?.drop?.[0]), '--cap-drop=ALL'],
    [origin(container.ports[0]), '-p 80:80'],
    [origin(container.ports[1]), '-itP'],
    [origin(container.mounts[0]), `-v "$PWD/data":'/data':ro`],
    [origin(container.mounts[0]?.source), `-v "$PWD/data":'/data':ro`],
    [origin(container.image.reference), 'nginx:1.27'],
    [origin(container.process.args), "sh -c 'x'"],
  ];
  rows.forEach(([found, expected]) => {
    it(expected, () => expect(found).toBe(expected));
  });

  it('points into the value of a variable that holds options', () => {
    const { privileged, linux, origin: place } = only('OPTS="--rm --privileged --pid host"\ndocker run $OPTS image', 'x.sh');
    expect(origin(privileged)).toBe('--privileged');
    expect(origin(linux.namespaces.pid)).toBe('--pid host');
    expect(quoteOf(place)).toBe('docker run');
  });

  it('points to the use of a variable that holds a value', () => {
    expect(origin(only('X=/a\ndocker run -v $X:/b image', 'x.sh').mounts[0])).toBe('-v $X:/b');
    expect(origin(only('X=/a:/b\ndocker run -v $X image', 'x.sh').mounts[0])).toBe('-v $X');
    expect(origin(only('X=image\ndocker run $X', 'x.sh').image.reference)).toBe('image');
  });

  it('points into a list', () => {
    const { mounts } = only('ARGS=(\n  --rm # a comment\n  -v /a:/b\n)\ndocker run "${ARGS[@]}" image', 'x.sh');
    expect(origin(mounts[0])).toBe('-v /a:/b');
  });

  it('points into a quoted script', () => {
    expect(origin(only(`sh -c 'docker run --privileged image'`).privileged)).toBe('--privileged');
    expect(origin(only(`sh -c "docker run -e A=\\"b c\\" --privileged image"`).privileged)).toBe('--privileged');
    expect(origin(only(`sh -c "docker run -e A=\\"b c\\" --privileged image"`).process.env[0])).toBe('-e A=\\"b c\\"');
  });
});

describe('--env-file', () => {
  const file = { path: 'app.env', text: '# a comment\nA=1\n\n  B = two words\r\nC\nD=4' };
  const context: ReadContext = { ...noFiles, load: (path) => (path === 'app.env' ? file : undefined) };

  it('is read, and -e goes before it', () => {
    const { process } = only('docker run -e D=5 --env-file app.env -e A=2 image', 'run.sh', context);
    expect(bare(process.env)).toEqual([
      { name: 'D', value: '5' },
      { name: 'A', value: '2' },
      { name: 'B', value: ' two words' },
      { name: 'C', from: 'caller' },
    ]);
  });

  it('gives each variable its place in the file', () => {
    const [, b] = only('docker run --env-file=app.env image', 'run.sh', context).process.env;
    expect(b && quoteOf(b.origin)).toBe('B = two words');
    expect(b?.origin.source).toBe(file);
  });

  it('that is not there leaves its variables open', () => {
    expect(bare(only('docker run --env-file none.env -e A=1 image').process.env)).toEqual([
      { name: '*', from: 'file' },
      { name: 'A', value: '1' },
    ]);
  });

  it('that cannot be read is a problem', () => {
    const load = (): never => {
      throw new Unreadable('app.env: permission denied');
    };
    expect(readText('docker run --env-file app.env image', 'x.sh', { ...noFiles, load }).problems).toMatchObject([
      { message: 'app.env: permission denied' },
    ]);
  });
});
