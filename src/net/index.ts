/** Arithmetic on addresses, ports and sets of traffic. Has never heard of AWS. */
export * from './address.ts';
export * from './box.ts';
export * from './describe.ts';
export * from './interval.ts';
export * from './prefix.ts';
export * from './prefix-table.ts';
export * from './protocol.ts';
export * from './six.ts';
export * from './traffic.ts';
