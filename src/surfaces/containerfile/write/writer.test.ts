import { describe, expect, it } from 'vitest';
import { containerIn, userOf } from '../../../../test/support/containerfile.ts';
import type { Change } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { writer } from './writer.ts';

const context = { env: {}, load: () => undefined };

/** The file with one change, or why not, after "! ". */
function write(text: string, change: Change): { text: string; notes: readonly string[] } {
  const { edits, refused, notes = [] } = writer.write(containerIn(text), [change], context);
  if (refused[0] !== undefined) return { text: `! ${refused[0].because}`, notes };
  const [first] = edits;
  return { text: first === undefined ? '! nothing' : applyEdits(first.source, edits), notes };
}

type Row = readonly [title: string, before: string, after: string];
const table = (change: Change, rows: readonly Row[]) =>
  it.each(rows)('%s', (_, before, after) => {
    if (after.startsWith('! ')) expect(write(before, change).text).toContain(after);
    else expect(write(before, change).text).toBe(after);
  });

const useradd = 'RUN groupadd --gid 10001 app && useradd --uid 10001 --gid app --create-home --shell /usr/sbin/nologin app\n';
const adduser = 'RUN addgroup -g 10001 app && adduser -D -u 10001 -G app -s /sbin/nologin app\n';

describe('an ordinary user', () => {
  table({ set: 'process.user', to: '10001:10001' }, [
    ['Debian', 'FROM debian:12\nCMD ["a"]\n', `FROM debian:12\n${useradd}USER 10001:10001\nCMD ["a"]\n`],
    ['Alpine, by the tag', 'FROM python:3-alpine\nENTRYPOINT a\n', `FROM python:3-alpine\n${adduser}USER 10001:10001\nENTRYPOINT a\n`],
    ['Red Hat', 'FROM rockylinux:9\nCMD a\n', `FROM rockylinux:9\n${useradd.replace('/usr/sbin', '/sbin')}USER 10001:10001\nCMD a\n`],
    ['another image: the number alone', 'FROM acme/base:1\nCMD a\n', 'FROM acme/base:1\nUSER 10001:10001\nCMD a\n'],
    ['nothing can be run in scratch', 'FROM scratch\nCOPY a /a\nCMD ["/a"]\n', 'FROM scratch\nCOPY a /a\nUSER 10001:10001\nCMD ["/a"]\n'],
    [
      'distroless has its own',
      'FROM gcr.io/distroless/static\nCMD ["/a"]\n',
      'FROM gcr.io/distroless/static\nUSER 65532:65532\nCMD ["/a"]\n',
    ],
    ['Go needs none that is listed', 'FROM golang:1.24\nCMD a\n', 'FROM golang:1.24\nUSER 10001:10001\nCMD a\n'],
    ['Node has its own', 'FROM docker.io/library/node:22\nCMD a\n', 'FROM docker.io/library/node:22\nUSER 1000:1000\nCMD a\n'],
    [
      '.NET has its own',
      'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nCMD a\n',
      'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nUSER 1654:1654\nCMD a\n',
    ],
    [
      'a database has its own',
      'FROM postgres:17\nCOPY a /docker-entrypoint-initdb.d/\n',
      'FROM postgres:17\nCOPY a /docker-entrypoint-initdb.d/\nUSER postgres\n',
    ],
    [
      'a server gets what it writes',
      'FROM nginx:1.27\nCOPY a /usr/share/nginx/html\n',
      'FROM nginx:1.27\nCOPY a /usr/share/nginx/html\nRUN touch /run/nginx.pid && chown -R 10001:10001 /run/nginx.pid /var/cache/nginx\nUSER 10001:10001\n',
    ],
    [
      'the user that the file itself makes and gives files to',
      'FROM debian:12\nRUN groupadd -r www && useradd -r -g www www && chown -R www:www /srv\nCMD a\n',
      'FROM debian:12\nRUN groupadd -r www && useradd -r -g www www && chown -R www:www /srv\nUSER www\nCMD a\n',
    ],
    [
      'its number where it is written',
      'FROM debian:12\nRUN useradd --uid 4000 www\nCOPY --chown=www . /srv\nCMD a\n',
      'FROM debian:12\nRUN useradd --uid 4000 www\nCOPY --chown=www . /srv\nUSER 4000:4000\nCMD a\n',
    ],
    [
      'a user of that name is there',
      'FROM debian:12\nRUN useradd -m app\nCMD a\n',
      'FROM debian:12\nRUN useradd -m app\nUSER 10001:10001\nCMD a\n',
    ],
    [
      'no POSIX shell',
      'FROM debian:12\nSHELL ["/usr/bin/pwsh", "-c"]\nCMD a\n',
      'FROM debian:12\nSHELL ["/usr/bin/pwsh", "-c"]\nUSER 10001:10001\nCMD a\n',
    ],
    ['root that is written, at the end', 'FROM scratch\nUSER root # oh\nCMD ["/a"]\n', 'FROM scratch\nUSER 10001:10001\nCMD ["/a"]\n'],
    [
      'root for a step of the build',
      'FROM acme/base:1\nUSER root\nRUN a\nCMD b\n',
      'FROM acme/base:1\nUSER root\nRUN a\nUSER 10001:10001\nCMD b\n',
    ],
    [
      'below an ordinary user nobody is made',
      'FROM debian:12\nUSER nobody\nRUN a\nCMD b\n',
      'FROM debian:12\nUSER nobody\nRUN a\nUSER 10001:10001\nCMD b\n',
    ],
    ['a variable', 'FROM scratch\nARG WHO=root\nUSER $WHO\n', '! the user comes from a variable'],
    [
      'the last stage only',
      'FROM debian:12 AS a\nCMD a\nFROM scratch\nCOPY --from=a /a /a\n',
      'FROM debian:12 AS a\nCMD a\nFROM scratch\nCOPY --from=a /a /a\nUSER 10001:10001\n',
    ],
    ['a stage on top of a stage', 'FROM node:22 AS a\nRUN b\nFROM a\n', 'FROM node:22 AS a\nRUN b\nFROM a\nUSER 1000:1000\n'],
    [
      'CMD above the work',
      'FROM scratch\nCMD ["/a"]\nCOPY a /a\nEXPOSE 80\n',
      'FROM scratch\nCMD ["/a"]\nCOPY a /a\nEXPOSE 80\nUSER 10001:10001\n',
    ],
    [
      'above the comments of CMD',
      'FROM scratch\nCOPY a /a\n\n# start\n# it\nCMD ["/a"]\n',
      'FROM scratch\nCOPY a /a\n\nUSER 10001:10001\n# start\n# it\nCMD ["/a"]\n',
    ],
    ['no line break at the end', 'FROM scratch\nCOPY a /a', 'FROM scratch\nCOPY a /a\nUSER 10001:10001'],
    ['other line breaks', 'FROM scratch\r\nCMD ["/a"]\r\n', 'FROM scratch\r\nUSER 10001:10001\r\nCMD ["/a"]\r\n'],
    ['other line breaks, none at the end', 'FROM scratch\r\nCOPY a /a', 'FROM scratch\r\nCOPY a /a\r\nUSER 10001:10001'],
    [
      'directives stay first',
      '# syntax=docker/dockerfile:1\n# escape=`\nFROM scratch\nCMD ["/a", `\n  "b"]\n',
      '# syntax=docker/dockerfile:1\n# escape=`\nFROM scratch\nUSER 10001:10001\nCMD ["/a", `\n  "b"]\n',
    ],
    [
      'below a heredoc',
      'FROM acme/base:1\nRUN <<EOF\n# CMD\nCMD\nEOF\n# why\n',
      'FROM acme/base:1\nRUN <<EOF\n# CMD\nCMD\nEOF\nUSER 10001:10001\n# why\n',
    ],
    [
      'below lines with comments between',
      'FROM acme/base:1\nRUN a \\\n  # c\n  b\n',
      'FROM acme/base:1\nRUN a \\\n  # c\n  b\nUSER 10001:10001\n',
    ],
    ['a file that ends in the middle', 'FROM acme/base:1\nRUN a \\\n', '! the last instruction is not finished'],
    ['triggers', 'FROM node:22\nONBUILD RUN npm ci\n', '! the ONBUILD steps'],
    [
      'folders of volumes, before they are volumes',
      'FROM debian:12\nVOLUME ["/data", "/tmp"]\nCOPY a /a\nCMD ["/a"]\n',
      `FROM debian:12\n${useradd}RUN mkdir -p /data && chown 10001:10001 /data\nVOLUME ["/data", "/tmp"]\nCOPY a /a\nUSER 10001:10001\nCMD ["/a"]\n`,
    ],
    [
      'a volume behind CMD',
      'FROM node:22\nCMD a\nVOLUME /data\n',
      'FROM node:22\nRUN mkdir -p /data && chown 1000:1000 /data\nUSER 1000:1000\nCMD a\nVOLUME /data\n',
    ],
  ]);

  it('notes what it does not do', () => {
    const { notes } = write('FROM scratch\nEXPOSE 80\nVOLUME /data\nCMD ["/a"]\n', { set: 'process.user', to: '10001:10001' });
    expect(notes.join('\n')).toMatch(/--chown[\s\S]*Give \/data to 10001:10001[\s\S]*port 80/);
  });
});

describe('another user or group', () => {
  table({ set: 'process.user', to: 'app:10001' }, [
    ['the word alone', 'FROM debian:12\nUSER  app:root\nCMD a\n', 'FROM debian:12\nUSER  app:10001\nCMD a\n'],
  ]);
  table({ set: 'process.group', to: 10001 }, [
    ['behind the user', 'FROM debian:12\nUSER app\n', 'FROM debian:12\nUSER app:10001\n'],
    ['of nobody', 'FROM acme/base:1\n', '! which user it runs as is not written here'],
  ]);
});

describe('a secret in a variable of the image', () => {
  table({ set: 'process.env.secret', to: { name: 'TOKEN' } }, [
    ['its value goes', 'FROM scratch\nENV A=1 TOKEN="x y" B=2\n', 'FROM scratch\nENV A=1 TOKEN= B=2\n'],
    ['the older form', 'FROM scratch\nENV TOKEN abc def\n', 'FROM scratch\nENV TOKEN=\n'],
    ['over lines', 'FROM scratch\nENV A=1 \\\n    # why\n    TOKEN=x\n', 'FROM scratch\nENV A=1 \\\n    # why\n    TOKEN=\n'],
    ['that a step uses', 'FROM debian:12\nENV TOKEN=x\nRUN curl -H "a: ${TOKEN}" b\n', '! RUN uses TOKEN'],
    ['that is not there', 'FROM scratch\nENV TOKENS=x\n', '! TOKEN is not written here'],
  ]);
});

const mounted = '--mount=type=secret,id=TOKEN export TOKEN="$(cat /run/secrets/TOKEN)" &&';

describe('a secret of the build', () => {
  table({ set: 'build.secret', to: { name: 'TOKEN' } }, [
    ['the only RUN', 'FROM debian:12\nARG TOKEN\nRUN npm ci\n', `FROM debian:12\nRUN ${mounted} npm ci\n`],
    [
      'the RUNs that name it',
      'FROM debian:12\nARG TOKEN=abc\nRUN a\nRUN b $TOKEN\nRUN c ${TOKEN:-}\n',
      `FROM debian:12\nRUN a\nRUN ${mounted} b $TOKEN\nRUN ${mounted} c \${TOKEN:-}\n`,
    ],
    [
      'not another name',
      'FROM debian:12\nARG TOKEN\nRUN b $TOKENS $MY_TOKEN\nRUN c $TOKEN\n',
      `FROM debian:12\nRUN b $TOKENS $MY_TOKEN\nRUN ${mounted} c $TOKEN\n`,
    ],
    [
      'one of several arguments',
      'FROM debian:12\nARG A TOKEN=x B=1\nRUN c $TOKEN\n',
      `FROM debian:12\nARG A B=1\nRUN ${mounted} c $TOKEN\n`,
    ],
    ['the last of several', 'FROM debian:12\nARG A=1 \\\n    TOKEN\nRUN c $TOKEN\n', `FROM debian:12\nARG A=1\nRUN ${mounted} c $TOKEN\n`],
    [
      'behind other mounts',
      'FROM debian:12\nARG TOKEN\nRUN --mount=type=cache,target=/c \\\n  a && b\n',
      `FROM debian:12\nRUN --mount=type=cache,target=/c \\\n  ${mounted} a && b\n`,
    ],
    ['above the first FROM too', 'ARG TOKEN=abc\nFROM debian:12\nARG TOKEN\nRUN b $TOKEN\n', `FROM debian:12\nRUN ${mounted} b $TOKEN\n`],
    [
      'ENV of a stage that only files are copied from',
      'FROM debian:12 AS b\nENV TOKEN=abc\nRUN c $TOKEN\nFROM scratch\nCOPY --from=b /a /a\n',
      `FROM debian:12 AS b\nRUN ${mounted} c $TOKEN\nFROM scratch\nCOPY --from=b /a /a\n`,
    ],
    ['comments stay', 'FROM debian:12\n# who\nARG TOKEN\n# what\nRUN c\n', `FROM debian:12\n# who\n# what\nRUN ${mounted} c\n`],
    ['nobody says who needs it', 'FROM debian:12\nARG TOKEN\nRUN a\nRUN b\n', '! none of 2 RUNs names TOKEN'],
    ['it stays in the image by another way', 'FROM debian:12\nARG TOKEN\nENV T=$TOKEN\nRUN b $TOKEN\n', '! ENV takes TOKEN as well'],
    ['a RUN without a shell', 'FROM debian:12\nARG TOKEN\nRUN ["npm", "ci"]\n', '! the RUN that uses it runs no shell'],
    ['a heredoc', 'FROM debian:12\nARG TOKEN\nRUN <<E\nnpm $TOKEN\nE\n', '! the RUN that uses it is a heredoc'],
    ['a FROM', 'ARG TOKEN=abc\nFROM debian:$TOKEN\n', '! FROM takes TOKEN too'],
  ]);
  table({ set: 'build.secret', to: { name: 'NAME' } }, [
    [
      'in a command',
      'FROM debian:12\nRUN curl -u me:K4ngaroo99 -O https://a.example/b\n',
      'FROM debian:12\nRUN --mount=type=secret,id=password curl -u me:"$(cat /run/secrets/password)" -O https://a.example/b\n',
    ],
    [
      'in double quotes',
      'FROM debian:12\nRUN a && curl -u "me:K4ngaroo99" b\n',
      'FROM debian:12\nRUN --mount=type=secret,id=password a && curl -u "me:$(cat /run/secrets/password)" b\n',
    ],
    [
      'in single quotes',
      "FROM debian:12\nRUN curl -u 'me:K4ngaroo99' b\n",
      "FROM debian:12\nRUN --mount=type=secret,id=password curl -u 'me:'\"$(cat /run/secrets/password)\"'' b\n",
    ],
    [
      'that stays in a repository',
      'FROM debian:12\nRUN git clone https://me:K4ngaroo99@a.example/b\n',
      '! git may leave the secret in a file of the image',
    ],
    ['inside of another command', 'FROM debian:12\nRUN a "$(curl -u me:K4ngaroo99 b)"\n', '! the secret stands inside of another command'],
  ]);

  table({ set: 'build.secret', to: { name: 'NAME' } }, [
    [
      'two of one kind, and one twice',
      'FROM debian:12\nRUN curl -u me:K4ngaroo99 a\nRUN mysql -pW4llaby99x b\nRUN curl -u me:K4ngaroo99 c\n',
      'FROM debian:12\nRUN --mount=type=secret,id=password curl -u me:"$(cat /run/secrets/password)" a\nRUN --mount=type=secret,id=password2 mysql -p"$(cat /run/secrets/password2)" b\nRUN --mount=type=secret,id=password curl -u me:"$(cat /run/secrets/password)" c\n',
    ],
    ['in an address of ADD', 'FROM debian:12\nADD https://me:K4ngaroo99@a.example/b /\n', '! ADD holds one too'],
  ]);
  table({ set: 'build.secret', to: { name: 'chpasswd' } }, [
    [
      'that stays in a file',
      'FROM debian:12\nRUN echo "root:K4ngaroo99" | chpasswd\n',
      '! echo may leave the secret in a file of the image',
    ],
  ]);

  it('copies no value into what it says', () => {
    const answers = [
      write('FROM debian:12\nRUN echo "root:K4ngaroo99" | chpasswd\n', { set: 'build.secret', to: { name: 'chpasswd' } }),
      write('FROM debian:12\nARG TOKEN=K4ngaroo99\nENV B=$TOKEN\n', { set: 'build.secret', to: { name: 'TOKEN' } }),
      write('FROM debian:12\nARG TOKEN=K4ngaroo99\nRUN b\n', { set: 'build.secret', to: { name: 'TOKEN' } }),
      write('FROM scratch\nENV TOKEN=K4ngaroo99\n', { set: 'process.env.secret', to: { name: 'TOKEN' } }),
    ];
    expect(JSON.stringify(answers)).not.toContain('K4ngaroo');
  });
});

const secretFile = '--mount=type=secret,id=npmrc,target=/app/.npmrc';

describe('a secret file', () => {
  table({ set: 'build.copy.remove', to: { path: '.npmrc' } }, [
    [
      'for the steps up to its removal',
      'FROM node:22\nCOPY .npmrc /app/.npmrc\nRUN npm ci\nRUN npm run b && rm -f /app/.npmrc\nRUN c\n',
      `FROM node:22\nRUN ${secretFile} npm ci\nRUN ${secretFile} npm run b\nRUN c\n`,
    ],
    [
      'one of several sources, below a WORKDIR',
      'FROM node:22\nWORKDIR /app\nCOPY package.json .npmrc ./\nRUN npm ci --userconfig .npmrc\n',
      `FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN ${secretFile} npm ci --userconfig .npmrc\n`,
    ],
    ['that nobody names', 'FROM node:22\nCOPY .npmrc /app/.npmrc\nRUN npm ci\n', '! no RUN names .npmrc'],
    ['to a folder that is not known', 'FROM node:22\nCOPY .npmrc .\nRUN cat .npmrc\n', '! where .npmrc is copied to is not known here'],
    ['that is needed later', 'FROM node:22\nCOPY .npmrc /app/.npmrc\nRUN cat .npmrc\nCMD cat /app/.npmrc\n', '! CMD names /app/.npmrc too'],
    [
      'removed in a step of its own',
      'FROM node:22\nCOPY .npmrc /app/.npmrc\nRUN npm ci\nRUN rm /app/.npmrc\n',
      '! the file is removed in a RUN of its own',
    ],
  ]);
});

const digest = `sha256:${'0'.repeat(64)}`;

describe('a digest', () => {
  table({ set: 'image.reference', to: `nginx:latest@${digest}` }, [
    [
      'wherever the image is named',
      'FROM --platform=linux/amd64 nginx AS web\nCOPY --from=nginx:latest /a /a\n',
      `FROM --platform=linux/amd64 nginx:latest@${digest} AS web\nCOPY --from=nginx:latest@${digest} /a /a\n`,
    ],
    [
      'but not where a stage is',
      'FROM nginx AS nginx\nFROM scratch\nCOPY --from=nginx /a /a\n',
      `FROM nginx:latest@${digest} AS nginx\nFROM scratch\nCOPY --from=nginx /a /a\n`,
    ],
    ['behind an argument', 'ARG V=latest\nFROM nginx:$V\n', '! its name is put together from build arguments'],
  ]);
  table({ set: 'image.reference', to: 'nginx:TAG@DIGEST' }, [
    ['that is not known', 'FROM nginx\n', '! which tag and digest to take is not known here'],
  ]);
});

const result = 'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\n';

describe('stages', () => {
  table({ set: 'image.stages', to: true }, [
    [
      'a Go program',
      'FROM golang:1.24\nCOPY . .\nRUN go mod download\nRUN cd a && go build -o /bin/a ./a\nEXPOSE 80\nENTRYPOINT ["/bin/a"]\n',
      `FROM golang:1.24 AS build\nCOPY . .\nRUN go mod download\nRUN cd a && CGO_ENABLED=0 go build -o /bin/a ./a\n\nFROM scratch\n${result}COPY --from=build /bin/a /bin/a\nEXPOSE 80\nENTRYPOINT ["/bin/a"]\n`,
    ],
    [
      'in its working directory',
      'FROM golang:1.24\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o a .\nCMD ["./a"]\n',
      `FROM golang:1.24 AS build\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o a .\n\nFROM scratch\nWORKDIR /app\n${result}COPY --from=build /app/a /app/a\nCMD ["./a"]\n`,
    ],
    ['something else', 'FROM maven:3\nRUN mvn package\n', '! what the program needs when it runs is not written here'],
    ['another program', 'FROM golang:1.24\nRUN go build -o /a .\nCMD ["/b"]\n', '! the image does not start a by its path'],
    ['a shell', 'FROM golang:1.24\nRUN go build -o /a .\nCMD /a\n', '! the image does not start a by its path'],
    ['libraries', 'FROM golang:1.24\nRUN apt-get install -y libx\nRUN go build -o /a .\nCMD ["/a"]\n', '! it may need libraries'],
    ['more files', 'FROM golang:1.24\nRUN go build -o /a .\nCOPY t /t\nCMD ["/a"]\n', '! COPY may matter to both stages'],
    ['a variable above', 'FROM golang:1.24\nENV PORT=1\nRUN go build -o /a .\nCMD ["/a"]\n', '! ENV may matter to both stages'],
    ['a stage with a name', 'FROM golang:1.24 AS app\nRUN go build -o /a .\nCMD ["/a"]\n', '! the stage has a name'],
    [
      'a user by name',
      'FROM golang:1.24\nRUN go build -o /a .\nUSER app\nCMD ["/a"]\n',
      '! an image from scratch does not know the user app',
    ],
  ]);
});

it.each<[Change, RegExp]>([
  [{ set: 'image.add.checksum', to: { source: 'https://a.example/b.tgz' } }, /curl -fsSL https:\/\/a\.example\/b\.tgz \| sha256sum/],
  [{ set: 'healthcheck', to: true }, /HEALTHCHECK CMD/],
  [{ set: 'root.readonly', to: true }, /where the container is started/],
])('%j is refused with the way out', (change, message) => {
  expect(write('FROM scratch\n', change).text).toMatch(message);
});

it('gives what a new look finds', () => {
  const text = 'FROM debian:12\nVOLUME /data\nCMD a\n';
  expect(userOf(containerIn(write(text, { set: 'process.user', to: '10001:10001' }).text))).toBe('10001:10001');
});
