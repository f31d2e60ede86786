export const proofFormats = ['text', 'json', 'junit', 'in-toto'] as const;
export type ProofFormat = (typeof proofFormats)[number];
