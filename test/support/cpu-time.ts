/**
 * Milliseconds that this process has computed so far. For limits on how long a reader may take: unlike the wall clock, it does not
 * grow while other processes have the processor.
 */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
