/** How far the fault suite goes: far enough for every change, or, under `npm run soak`, as far as reliability demands. */

const share = Number(process.env.HOPSCOPE_SOAK ?? 0);

export const soaking = share > 0;

/** `usual` in the suite; in a soak the share of `full` that HOPSCOPE_SOAK gives (1: all of it), and never less than usual. */
export const size = (usual: number, full: number): number => (soaking ? Math.max(usual, Math.round(full * share)) : usual);

/** About `count` of a list, spread over all of it; `turn` shifts which, so that several tests together take more of it. */
export function spread<T>(list: readonly T[], count: number, turn = 0): T[] {
  const step = Math.max(1, Math.ceil(list.length / count));
  return list.filter((_, at) => at % step === turn % step);
}

/** A soak's result, for whoever reads its log. */
export function figure(text: string): void {
  if (soaking) process.stdout.write(`soak: ${text}\n`);
}
