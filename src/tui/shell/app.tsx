/** What Ink holds for the explorer: the terminal's other screen, handed to other programs and left as it was found. Rows are the painter's. */
import { useApp } from 'ink';
import { type ReactElement, useEffect } from 'react';

export type Suspend = (meanwhile: () => Promise<void>) => Promise<void>;

interface Props {
  /** Is given what hands the terminal to another program for a while, and what leaves. */
  onReady(suspend: Suspend, exit: () => void): void;
}

export function App({ onReady }: Props): ReactElement | null {
  const { suspendTerminal, exit } = useApp();
  useEffect(() => onReady(suspendTerminal, exit), [onReady, suspendTerminal, exit]);
  return null;
}
