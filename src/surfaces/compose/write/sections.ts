export { sectionsOf } from '../../../text/docker-syntax/sections.ts';
