export { type LoginOf, loginsIn } from './logins.ts';
export { placeOf } from './place.ts';
export { resolve } from './resolve.ts';
export { newSession } from './session.ts';
