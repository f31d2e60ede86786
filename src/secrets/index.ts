export { placeOf, type SecretRequest, secretRequest, type VaultSource } from './request.ts';
export type { VaultDoor } from './vault/door.ts';
export { type Credentials, login, type Session } from './vault/login.ts';
export { type Lease, readVault } from './vault/read.ts';
export { type Clock, keepAlive } from './vault/renew.ts';
export { vaultSettings } from './vault/settings.ts';
