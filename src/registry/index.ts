export { blob } from './blob.ts';
export { type KeptLogin, type Login, type LoginIn, loginOfHelper, loginsIn } from './logins.ts';
export { type Registries, placesIn, registriesIn } from './mirrors.ts';
export { type Place, placeOf } from './place.ts';
export { type RemoteImage, remoteImage } from './remote-image.ts';
export { resolve } from './resolve.ts';
export { type AskLogin, newSession, type Session } from './session.ts';
