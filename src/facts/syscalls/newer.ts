/**
 * Syscalls that came after the headers in tables/ (Linux 6.1), in the order of their numbers; from 424 on, a number is the
 * same on every architecture. Source: syscalls.csv of libseccomp 2.6.1, made from Linux 7.1-rc4.
 */
export const newer: readonly (readonly [name: string, number: number])[] = [
  ['cachestat', 451],
  ['fchmodat2', 452],
  ['map_shadow_stack', 453],
  ['futex_wake', 454],
  ['futex_wait', 455],
  ['futex_requeue', 456],
  ['statmount', 457],
  ['listmount', 458],
  ['lsm_get_self_attr', 459],
  ['lsm_set_self_attr', 460],
  ['lsm_list_modules', 461],
  ['mseal', 462],
  ['setxattrat', 463],
  ['getxattrat', 464],
  ['listxattrat', 465],
  ['removexattrat', 466],
  ['open_tree_attr', 467],
  ['file_getattr', 468],
  ['file_setattr', 469],
  ['listns', 470],
  ['rseq_slice_yield', 471],
];

/** On x86-64 and x32 alone; same source. */
export const newerX86: typeof newer = [
  ['uretprobe', 335],
  ['uprobe', 336],
];
