import { type Field, type Rlimit, written } from '../model/index.ts';
import { isText, linesOf, type Texts } from './texts.ts';

/** Names of the kernel → names of setrlimit(2). Source: Linux 6.12 fs/proc/base.c lnames. */
const names: Readonly<Record<string, string>> = {
  'cpu time': 'cpu',
  'file size': 'fsize',
  'data size': 'data',
  'stack size': 'stack',
  'core file size': 'core',
  'resident set': 'rss',
  processes: 'nproc',
  'open files': 'nofile',
  'locked memory': 'memlock',
  'address space': 'as',
  'file locks': 'locks',
  'pending signals': 'sigpending',
  'msgqueue size': 'msgqueue',
  'nice priority': 'nice',
  'realtime priority': 'rtprio',
  'realtime timeout': 'rttime',
};

/** /proc/PID/limits; a limit is left out when the file was not read. */
export function rlimitsOf(texts: Texts): readonly Rlimit[] {
  const read = texts.read(`${texts.folder}/limits`);
  if (!isText(read)) return [];
  return linesOf(read, 50).flatMap(({ text, origin }): Rlimit[] => {
    const [, name = '', soft = '', hard = ''] =
      /^Max ([a-z ]{1,22}?) {1,30}(\d{1,20}|unlimited) {1,30}(\d{1,20}|unlimited)\b/.exec(text) ?? [];
    const type = names[name];
    return type === undefined ? [] : [{ type, origin, soft: limit(soft), hard: limit(hard) }];

    function limit(word: string): Field<number> {
      return written(word === 'unlimited' ? -1 : Number(word), origin);
    }
  });
}
