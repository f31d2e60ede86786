import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// A variable of some machines that makes every start of Node read certificates.
const { NODE_EXTRA_CA_CERTS: _unused, ...env } = process.env;

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Seconds that a node process takes from start to end. `output` collects what it prints, `more` is added to its environment. */
export function timed(args, output, more = {}) {
  const start = process.hrtime.bigint();
  const { stdout, status, error } = spawnSync(process.execPath, args, { env: { ...env, ...more }, maxBuffer: 1 << 30 });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (error !== undefined || status === null) throw error ?? new Error(`node ${args.join(' ')} was killed`);
  output?.push(stdout.toString());
  return seconds;
}

/** The largest resident size in KiB, as the kernel saw it while the process ran (VmHWM of /proc, read every 10 ms). */
export function peakMemory(args, more = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: { ...env, ...more }, stdio: 'ignore' });
    let peak = 0;
    const look = setInterval(() => {
      try {
        const match = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
        if (match !== null) peak = Number(match[1]);
      } catch {
        // The process ended between two looks.
      }
    }, 10);
    child.on('error', reject);
    child.on('exit', () => {
      clearInterval(look);
      resolve(peak);
    });
  });
}
