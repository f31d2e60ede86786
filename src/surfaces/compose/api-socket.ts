import { byDefault, type Mount, written } from '../../model/index.ts';
import { originOfPair } from '../../text/yaml/node.ts';
import { boolean } from './kinds.ts';
import { at, get, type Service } from './service-keys.ts';

const socket = '/var/run/docker.sock';

/**
 * `use_api_socket: true` mounts the engine's socket, and the caller's registry passwords beside it.
 * Source: docker/compose 2.37 pkg/compose/apiSocket.go.
 */
export function apiSocket(service: Service): readonly Mount[] {
  const pair = at(service, 'use_api_socket');
  const on = get(service, 'use_api_socket', boolean);
  if (pair === undefined || on === undefined || (on.state === 'written' && !on.value)) return [];
  const origin = originOfPair(pair);
  if (on.state === 'unknown') return [{ origin, type: on, source: on, destination: written(socket, origin) }];
  return [
    { origin, type: written('bind', origin), source: written(socket, origin), destination: written(socket, origin) },
    {
      origin,
      type: byDefault('object', 'use_api_socket: true', origin),
      destination: byDefault('/run/secrets/docker/config.json', 'use_api_socket: true', origin),
      readonly: byDefault(true, 'use_api_socket: true', origin),
    },
  ];
}
