/** The words of a command line. */
export { runFlags as phrases } from '../../text/phrases/run-flags.ts';
