import { describe, expect, it } from 'vitest';
import { at, container } from '../../test/support/table.ts';
import type { Container } from '../model/index.ts';
import { imageIds } from './image-ids.ts';
import { secretFileOf } from './secret-file-variables.ts';

const of = (reference: string, process: Partial<Container['process']> = {}, more: Partial<Container> = {}): Container =>
  container({ image: { reference: at(reference) }, process, ...more });

describe('secretFileOf', () => {
  it.each([
    ['postgres:17', 'POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE 999'],
    ['docker.io/library/postgres:16-alpine', 'POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE 70'],
    ['postgres@sha256:0123', 'POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE'],
    ['mysql:8.4', 'MYSQL_ROOT_PASSWORD', 'MYSQL_ROOT_PASSWORD_FILE 999'],
    ['mysql:8.4', 'MARIADB_PASSWORD', undefined],
    ['mariadb:11', 'MARIADB_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD_FILE 999'],
    ['mariadb:11', 'MYSQL_PASSWORD', 'MYSQL_PASSWORD_FILE 999'],
    ['mongo:7', 'MONGO_INITDB_ROOT_PASSWORD', 'MONGO_INITDB_ROOT_PASSWORD_FILE 999 late'],
    ['wordpress:6', 'WORDPRESS_DB_PASSWORD', 'WORDPRESS_DB_PASSWORD_FILE 33 late'],
    ['wordpress:6-fpm-alpine', 'WORDPRESS_DB_PASSWORD', 'WORDPRESS_DB_PASSWORD_FILE 82 late'],
    ['grafana/grafana:12.1.0', 'GF_SECURITY_ADMIN_PASSWORD', 'GF_SECURITY_ADMIN_PASSWORD__FILE 472'],
    ['influxdb:2.7', 'DOCKER_INFLUXDB_INIT_PASSWORD', 'DOCKER_INFLUXDB_INIT_PASSWORD_FILE 1000'],
    ['influxdb:1.8', 'DOCKER_INFLUXDB_INIT_PASSWORD', undefined],
    ['nextcloud:32', 'NEXTCLOUD_ADMIN_PASSWORD', 'NEXTCLOUD_ADMIN_PASSWORD_FILE 33'],
    ['nextcloud:32', 'MYSQL_PASSWORD', undefined],
    ['rabbitmq:4', 'RABBITMQ_DEFAULT_PASS', undefined],
    ['redis:8', 'REDIS_PASSWORD', undefined],
    ['nginx:1.27', 'DB_PASSWORD', undefined],
    ['example.com/postgres:17', 'POSTGRES_PASSWORD', undefined],
    ['postgres:17', 'API_TOKEN', undefined],
  ])('%s %s: %s', (reference, name, expected) => {
    const file = secretFileOf(of(reference), name);
    const said = file && [file.variable, file.gid, file.late && 'late'].filter((part) => part !== undefined).join(' ');
    expect(said).toBe(expected);
  });

  const read = (process: Partial<Container['process']>, more: Partial<Container> = {}, image = 'postgres:17'): boolean =>
    secretFileOf(of(image, process, more), image.startsWith('minio') ? 'MINIO_ROOT_PASSWORD' : 'POSTGRES_PASSWORD') !== undefined;

  it('goes by the command that starts the image', () => {
    expect(read({ args: at(['postgres', '-c', 'fsync=off']) })).toBe(true);
    expect(read({ args: at(['-c', 'fsync=off']) })).toBe(true);
    expect(read({ args: at(['bash']) })).toBe(false);
    expect(read({ args: at(['postgres']), entrypointWords: 1 })).toBe(false);
    expect(read({ args: at(['minio', 'server', '/data']), entrypointWords: 1 }, {}, 'minio/minio')).toBe(true);
    expect(read({ args: at(['server', '/data']) }, {}, 'minio/minio')).toBe(true);
  });

  it('is nothing where something else takes the variable', () => {
    const value = (name: string, text: string) => ({ name, origin: at('').origin, value: at(text) });
    expect(read({ env: [value('URL', 'postgres://app:$(POSTGRES_PASSWORD)@db')] })).toBe(false);
    expect(read({ env: [value('NOTE', 'NOT_POSTGRES_PASSWORD_2')] })).toBe(true);
    expect(read({}, { healthcheck: at({ disabled: false, test: ['CMD-SHELL', 'psql "$POSTGRES_PASSWORD"'] }) })).toBe(false);
  });
});

describe('imageIds', () => {
  it.each([
    ['postgres', '999:999'],
    ['postgres:alpine', '70:70'],
    ['redis:7-alpine', '999:1000'],
    ['redis:5', undefined],
    ['couchdb:3', '5984:5984'],
    ['mariadb:11-ubi9', undefined],
    ['mysql@sha256:0123', '999:999'],
    ['postgres@sha256:0123', undefined],
    ['example.com/postgres', undefined],
  ])('%s: %s', (reference, expected) => {
    const ids = imageIds(reference);
    expect(ids && `${ids.uid}:${ids.gid}`).toBe(expected);
  });
});
