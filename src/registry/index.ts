export { type LoginOf, loginsIn } from './logins.ts';
export { type Place, placeOf } from './place.ts';
export { resolve } from './resolve.ts';
export { newSession, type Session } from './session.ts';
