import { bundled } from './bundled.mjs';

const contents = `
export { controls } from './src/controls/index.ts';
export { configSchema } from './src/config/schema.ts';
export { hostControls } from './src/controls/host-index.ts';
export { imageControls } from './src/controls/image-index.ts';
export { notJudged } from './src/facts/not-judged.ts';
export { profileNames } from './src/policies/names.ts';
export { checks } from './src/policies/pss/checks.ts';
export { hostProof, imageProof, proofOf } from './src/commands/explain/proof.ts';
export { explanationOf, hostExplanation, imageExplanation, aloneExplanation, readmeOf } from './src/reports/explain/index.ts';
export { noteOf, proofIntro } from './src/reports/explain/proof.ts';
export { firstMinor, latestMinor } from './src/policies/versions.ts';
export { acceptedRisk } from './src/risks/control.ts';
export { standards } from './src/facts/standards.ts';
export { defaultEngine, resolve } from './src/engines/index.ts';
export { judge } from './src/judge.ts';
export { link } from './src/link/index.ts';
export { surfaces } from './src/surfaces/index.ts';
export { groups, severities } from './src/model/index.ts';
`;

/** The controls as the running tool knows them. */
export const loadControls = () => bundled(contents);
