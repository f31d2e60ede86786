/** The instructions of a Containerfile. */
export { instructions as phrases } from '../../text/phrases/instructions.ts';
