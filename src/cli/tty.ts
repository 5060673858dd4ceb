/** The terminal of this process, for what fills its whole screen. Apart, because few commands do. */
import { writeSync } from 'node:fs';
import type { Tty } from './context.ts';

/** How long a stop may take to come; where no shell could bring the program back, the system does not stop it. */
const STOP_MS = 250;

export const tty: Tty = {
  stdin: process.stdin,
  stdout: process.stdout,
  stop: () =>
    new Promise((resolve) => {
      // A timer, because without anything to wait for the program would end when it is brought back.
      const timer = setTimeout(back, STOP_MS);
      process.once('SIGCONT', back);
      function back(): void {
        clearTimeout(timer);
        process.off('SIGCONT', back);
        resolve();
      }
      // The whole job: what started this program, such as npx, stops with it.
      process.kill(0, 'SIGTSTP');
    }),
  atExit: (last) => {
    process.on('exit', () => {
      try {
        writeSync(process.stdout.fd, last);
      } catch (error) {
        // The terminal has gone away, and with it what was to be tidied up.
        if (!['EIO', 'EPIPE', 'EBADF', 'EAGAIN'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      }
    });
  },
};
