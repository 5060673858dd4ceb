/** Time as one thread spends it: on a busy machine a wall clock measures the neighbours. */

export interface Spent {
  /** Seconds of the main thread's processor. */
  cpu: number;
  /** Seconds of the wall clock. */
  wall: number;
}

export function timed<T>(run: () => T): { value: T; spent: Spent } {
  const wall = performance.now();
  const cpu = process.threadCpuUsage();
  const value = run();
  const { user, system } = process.threadCpuUsage(cpu);
  return { value, spent: { cpu: (user + system) / 1e6, wall: (performance.now() - wall) / 1000 } };
}

/** What awaits others: the processor time is that of all threads. */
export async function timedInAll<T>(run: () => Promise<T>): Promise<{ value: T; spent: Spent }> {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  const value = await run();
  const { user, system } = process.cpuUsage(cpu);
  return { value, spent: { cpu: (user + system) / 1e6, wall: (performance.now() - wall) / 1000 } };
}

/** The quickest of several rounds, by processor time. */
export function quickest(rounds: number, run: () => void): Spent {
  const spent = Array.from({ length: rounds }, () => timed(run).spent);
  return spent.reduce((a, b) => (b.cpu < a.cpu ? b : a));
}
