export { blob } from './blob.ts';
export { type KeptLogin, type Login, type LoginIn, loginOfHelper, loginsIn } from './logins.ts';
export { placesIn, type Registries, registriesIn } from './mirrors.ts';
export { type Place, placeOf } from './place.ts';
export { type RemoteImage, remoteImage } from './remote-image.ts';
export { NotUnderstood, resolve } from './resolve.ts';
export { type AskLogin, newSession, type Session } from './session.ts';
