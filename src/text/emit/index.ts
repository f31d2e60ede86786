/** What a container declares, in the words that `docker run`, `podman run`, Compose and Quadlet share. */
export { securityOptions } from './confinement.ts';
export { fill, mark } from './marks.ts';
export { mountOption, tmpfsWords } from './mounts.ts';
export type { EngineOption } from './option.ts';
export { engineOptions, groupWord, userText } from './options.ts';
export { portText } from './ports.ts';
export { openText, type Said, said, saidOf } from './said.ts';
export { isVariable } from './secret-variable.ts';
export { sizeText } from './size.ts';
export { yamlText } from './yaml.ts';
