/** What Ink holds for the explorer: the terminal's other screen, handed to other programs and left as it was found. Rows are the painter's. */
import { render, useApp } from 'ink';
import { type ReactElement, useEffect } from 'react';

export type Suspend = (meanwhile: () => Promise<void>) => Promise<void>;

type Ready = (suspend: Suspend, exit: () => void) => void;

function App({ onReady }: { onReady: Ready }): ReactElement | null {
  const { suspendTerminal, exit } = useApp();
  useEffect(() => onReady(suspendTerminal, exit), [onReady, suspendTerminal, exit]);
  return null;
}

/** Holds the terminal until it is left. `onReady`: is given what hands it to another program for a while, and what leaves it. */
export function hold(
  { stdin, stdout }: { stdin: NodeJS.ReadStream; stdout: NodeJS.WriteStream },
  onReady: Ready,
): { left: Promise<unknown>; leave(): void } {
  const instance = render(<App onReady={onReady} />, {
    stdout,
    stdin,
    interactive: true,
    alternateScreen: true,
    isScreenReaderEnabled: false,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  return { left: instance.waitUntilExit(), leave: () => instance.unmount() };
}
