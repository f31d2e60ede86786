/** What a container declares, in the words that `docker run`, `podman run`, Compose and Quadlet share. */
export { securityOptions } from './confinement.ts';
export { fill, hasMark, mark } from './marks.ts';
export { mountOption, tmpfsWords } from './mounts.ts';
export type { EngineOption } from './option.ts';
export { engineOptions, groupWord, modeWord, userNamespace, userText } from './options.ts';
export { portText } from './ports.ts';
export { openText, type Said, said, saidOf } from './said.ts';
export { sizeText } from './size.ts';
export { yamlText } from './yaml.ts';
