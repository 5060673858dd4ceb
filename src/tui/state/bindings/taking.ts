/** Keys that take something along, and those of the program itself. */
import { type Binding, needsResource, type Where } from './binding.ts';

const commandIn = ({ screen, lines }: Where): string | undefined =>
  lines && lines.count > 0 ? lines.command?.(screen.cursor) : undefined;

export const taking: readonly Binding[] = [
  {
    does: 'copy id',
    keys: ['y'],
    group: 'Take along',
    about: 'Copy its id; of a line that is a command, all of that command',
    short: (where) => commandIn(where) && 'copy command',
    disabled: (where) => (commandIn(where) === undefined ? needsResource(where) : undefined),
  },
  { does: 'copy ARN', keys: ['Y'], group: 'Take along', about: 'Copy its ARN', disabled: needsResource },
  {
    does: 'open',
    keys: ['u'],
    group: 'Take along',
    about: 'Its page in the AWS console, in the browser',
    disabled: needsResource,
  },
  {
    does: 'export',
    keys: ['x'],
    group: 'Take along',
    about: 'Write what is shown to a file: a table as CSV, anything else as text',
  },
  { does: 'page', keys: ['p'], group: 'Take along', about: 'What is shown, in $PAGER' },
  { does: 'edit', keys: ['e'], group: 'Take along', about: 'Its JSON in $EDITOR', disabled: needsResource },
  { does: 'command', keys: [':'], group: 'Program', short: 'command', about: 'Type a command' },
  { does: 'help', keys: ['?', 'f1'], group: 'Program', short: 'help', about: 'This help, for where you are' },
  { does: 'mouse', keys: ['M'], group: 'Program', about: 'Mouse on or off; while it is on, hold Shift to select text' },
  { does: 'redraw', keys: ['ctrl-l'], group: 'Program', about: 'Draw the screen again' },
  { does: 'suspend', keys: ['ctrl-z'], group: 'Program', about: 'To the shell; fg comes back' },
  { does: 'quit', keys: ['q', 'ctrl-c'], group: 'Program', short: 'quit', about: 'Leave' },
];
