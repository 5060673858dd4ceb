/** The shells that hopscope completes in; nothing of hopscope runs while they do. */
import { bash } from './completion-bash.ts';
import { fish } from './completion-fish.ts';
import { zsh } from './completion-zsh.ts';

export const shells = { bash, zsh, fish };

export type Shell = keyof typeof shells;
