import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

/** Chromium without a window: Debian's packages (scripts/install-browser), or what a machine of CI has. */
const program = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

/** Undefined: it can run here; else why not. */
export const whyNoBrowser = (): string | undefined => (program === undefined ? 'no chromium (scripts/install-browser)' : undefined);

type Json = Record<string, unknown>;
type Answer = { readonly result: Json } | { readonly error: { readonly message: string } };

export interface Page {
  /** Opens a file, and waits until it was loaded. */
  readonly open: (path: string) => Promise<void>;
  /** The value of an expression in the page; a promise is waited for. */
  readonly run: <T>(expression: string) => Promise<T>;
  /** Waits until the expression is true; fails after a time that no machine needs. */
  readonly until: (expression: string) => Promise<void>;
  /** Clicks the middle of the first thing that the selector finds, as a mouse does. */
  readonly click: (selector: string) => Promise<void>;
  /** Types a text into what has the focus. */
  readonly type: (text: string) => Promise<void>;
  /** Presses and releases a key: "ArrowDown", "Enter". */
  readonly press: (key: string, modifiers?: { readonly control?: boolean; readonly shift?: boolean }) => Promise<void>;
  /** Any command of the DevTools protocol. */
  readonly send: (method: string, parameters?: Json) => Promise<Json>;
  /** Milliseconds of processor time of each task of the page's own thread while something is done; a frame is one task. */
  readonly tasks: (act: () => Promise<void>) => Promise<readonly number[]>;
  /** What the page said of errors: exceptions, refused content, failed loads. */
  readonly complaints: readonly string[];
  /** Whatever was asked of a network. */
  readonly requests: readonly string[];
}

export interface Browser {
  readonly page: (size?: { readonly width: number; readonly height: number }) => Promise<Page>;
  readonly stop: () => Promise<void>;
}

const patience = 120_000;
const codes: Readonly<Record<string, number>> = {
  Enter: 13,
  Escape: 27,
  Home: 36,
  End: 35,
  PageUp: 33,
  PageDown: 34,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Tab: 9,
  ' ': 32,
};

/** A browser of its own, spoken to by the DevTools protocol over two pipes: no port, no network, nothing of the user's. */
export async function startBrowser(): Promise<Browser> {
  if (program === undefined) throw new Error('no chromium');
  const profile = mkdtempSync(join(tmpdir(), 'bulkhead-browser-'));
  const flags = [
    '--headless',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--hide-scrollbars',
    '--mute-audio',
    '--disable-background-networking',
    '--disable-component-update',
  ];
  const child = spawn(program, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: profile } });
  const wire = wireOf(child);
  return {
    async page(size = { width: 1280, height: 900 }) {
      const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await wire.send('Target.attachToTarget', { targetId, flatten: true });
      return pageOf(wire, String(sessionId), size);
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await ended;
      }
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    },
  };
}

interface Wire {
  readonly send: (method: string, parameters?: Json, session?: string) => Promise<Json>;
  readonly hear: (session: string, listen: (method: string, parameters: Json) => void) => void;
}

/** Messages are JSON with a zero byte behind each. */
function wireOf(child: ChildProcess): Wire {
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, { resolve: (result: Json) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, (method: string, parameters: Json) => void>();
  let last = 0;
  let kept: Buffer[] = [];
  const take = (text: string): void => {
    const message = JSON.parse(text) as { id?: number; sessionId?: string; method?: string; params?: Json } & Answer;
    if (message.id === undefined) {
      listeners.get(message.sessionId ?? '')?.(message.method ?? '', message.params ?? {});
      return;
    }
    const own = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) own?.reject(new Error(message.error.message));
    else own?.resolve(message.result);
  };
  from.on('data', (chunk: Buffer) => {
    for (let rest = chunk; ; ) {
      const end = rest.indexOf(0);
      if (end < 0) {
        kept.push(rest);
        return;
      }
      take(Buffer.concat([...kept, rest.subarray(0, end)]).toString());
      kept = [];
      rest = rest.subarray(end + 1);
    }
  });
  to.on('error', () => undefined);
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser ended'));
    waiting.clear();
  });
  return {
    send: (method, parameters = {}, session) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        to.write(`${JSON.stringify({ id, method, params: parameters, ...(session === undefined ? {} : { sessionId: session }) })}\0`);
      }),
    hear: (session, listen) => listeners.set(session, listen),
  };
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

function tasksIn(trace: string): readonly number[] {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: readonly TraceEvent[] };
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const isMain = (event: TraceEvent): boolean => threads.some(({ pid, tid }) => pid === event.pid && tid === event.tid);
  return traceEvents.flatMap((event) => (event.name === 'RunTask' && isMain(event) ? [(event.tdur ?? 0) / 1000] : []));
}

async function pageOf(wire: Wire, session: string, size: { readonly width: number; readonly height: number }): Promise<Page> {
  const [complaints, requests]: [string[], string[]] = [[], []];
  let loaded: () => void = () => undefined;
  let traced: (stream: string) => void = () => undefined;
  const send = (method: string, parameters: Json = {}): Promise<Json> => wire.send(method, parameters, session);
  wire.hear(session, (method, parameters) => {
    if (method === 'Page.loadEventFired') loaded();
    if (method === 'Tracing.tracingComplete') traced(String(parameters.stream));
    if (method === 'Runtime.exceptionThrown') complaints.push(JSON.stringify(parameters.exceptionDetails));
    if (method === 'Log.entryAdded') complaints.push(JSON.stringify(parameters.entry));
    if (method === 'Network.requestWillBeSent') requests.push(String((parameters.request as Json).url));
  });
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);
  await send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
  const run = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return (result as Json).value as T;
  };
  const until = async (expression: string): Promise<void> => {
    const end = Date.now() + patience;
    while (!(await run<boolean>(`Boolean(${expression})`))) {
      if (Date.now() > end) throw new Error(`never true: ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  return {
    complaints,
    requests,
    send,
    run,
    until,
    async tasks(act) {
      const done = new Promise<string>((resolve) => {
        traced = resolve;
      });
      const includedCategories = ['disabled-by-default-devtools.timeline', '__metadata'];
      await send('Tracing.start', { transferMode: 'ReturnAsStream', traceConfig: { includedCategories } });
      await act();
      await send('Tracing.end');
      const handle = await done;
      let text = '';
      for (let eof = false; !eof; ) {
        const part = await send('IO.read', { handle });
        text += String(part.data);
        eof = part.eof === true;
      }
      return tasksIn(text);
    },
    async open(path) {
      const load = new Promise<void>((resolve) => {
        loaded = resolve;
      });
      await send('Page.navigate', { url: pathToFileURL(path).href });
      await load;
      await send('Page.bringToFront');
    },
    async click(selector) {
      const point = await run<{ x: number; y: number }>(
        `(() => { const e = document.querySelector(${JSON.stringify(selector)}); e.scrollIntoView({ block: 'center', behavior: 'instant' }); const r = e.getBoundingClientRect(); return { x: r.x + r.width / 2, y: r.y + r.height / 2 }; })()`,
      );
      for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased'])
        await send('Input.dispatchMouseEvent', { type, ...point, button: type === 'mouseMoved' ? 'none' : 'left', clickCount: 1 });
    },
    async type(text) {
      await send('Input.insertText', { text });
    },
    async press(key, { control = false, shift = false } = {}) {
      const parameters = {
        key,
        code: key,
        windowsVirtualKeyCode: codes[key] ?? 0,
        modifiers: (control ? 2 : 0) + (shift ? 8 : 0),
        ...(key === 'Enter' ? { text: '\r' } : {}),
      };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...parameters });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...parameters });
    },
  };
}
