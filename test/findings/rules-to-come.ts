/** Findings for which the sample plants mistakes and no rule speaks yet. Whoever builds a rule takes its line away. */
export const rulesToCome: readonly string[] = [];
