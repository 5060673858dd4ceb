/** The rows of the state on the terminal, one text each. The only component; it knows nothing but rows. */
import { Box, Text, useApp } from 'ink';
import { memo, type ReactElement, useEffect, useSyncExternalStore } from 'react';
import { frame } from '../frame.ts';
import type { StateStore } from './store.ts';

/** How many rows were drawn anew: tests count them. */
export interface Drawn {
  commits: number;
  rows: number;
}

const Line = memo(({ text, drawn }: { text: string; drawn: Drawn }): ReactElement => {
  drawn.rows += 1;
  return <Text wrap="truncate-end">{text}</Text>;
});

export type Suspend = (meanwhile: () => Promise<void>) => Promise<void>;

interface Props {
  store: StateStore;
  drawn: Drawn;
  /** Is given what hands the terminal to another program for a while. */
  onReady(suspend: Suspend, exit: () => void): void;
}

export function App({ store, drawn, onReady }: Props): ReactElement {
  const { suspendTerminal, exit } = useApp();
  const state = useSyncExternalStore(store.subscribe, store.state);
  useEffect(() => onReady(suspendTerminal, exit), [onReady, suspendTerminal, exit]);
  drawn.commits += 1;
  const { columns, rows } = state.size;
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      {frame(state).map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
        <Box key={at} height={1} flexShrink={0}>
          <Line text={text} drawn={drawn} />
        </Box>
      ))}
    </Box>
  );
}
