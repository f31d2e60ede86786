import { describe, expect, it } from 'vitest';
import { imageUser } from './official-images.ts';
import { imageFacts } from './official-images-table.ts';

/** reference → user, user>whom the entry point becomes, or undefined where nothing is known. */
const rows: readonly (readonly [reference: string, user: string | undefined])[] = [
  ['alpine', ''],
  ['alpine:3.20', ''],
  ['docker.io/library/alpine:3.20', ''],
  ['docker.io/alpine', ''],
  ['index.docker.io/library/alpine', ''],
  ['library/alpine', ''],
  ['alpine@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', ''],
  ['python:3.14.6-alpine@sha256:26730869004e2b9c4b9ad09cab8625e81d256d1ce97e72df5520e806b1709f92', ''],
  ['quay.io/alpine', undefined],
  ['example.com:5000/alpine:3', undefined],
  ['localhost/alpine', undefined],
  ['someone/alpine', undefined],
  ['public.example/library/alpine', undefined],
  ['alpine-but-mine', undefined],
  ['', undefined],
  [':', undefined],
  ['@', undefined],
  ['a b', undefined],
  ['node:22-alpine', ''],
  ['golang:1.22-nanoserver-ltsc2022', undefined],
  ['golang:1.22-windowsservercore', undefined],
  ['postgres:17', '>postgres'],
  ['redis', '>redis'],
  ['mariadb:11.8', '>mysql'],
  ['mariadb:11.8-ubi9', 'mysql'],
  ['haproxy', 'haproxy'],
  ['haproxy:alpine', 'haproxy'],
  ['haproxy:lts', 'haproxy'],
  ['haproxy:2', 'haproxy'],
  ['haproxy:2.4', 'haproxy'],
  ['haproxy:2.4.0-alpine', 'haproxy'],
  ['haproxy:2.10', 'haproxy'],
  ['haproxy:2.3.9', ''],
  ['haproxy:1.8', ''],
  ['haproxy@sha256:abc', undefined],
  ['memcached:1.6', 'memcache'],
  ['influxdb:1.8', ''],
  ['influxdb:1.11', 'influxdb'],
  ['influxdb:2.7-alpine', '>influxdb'],
  ['influxdb:3-core', 'influxdb3'],
  ['influxdb', undefined],
  ['elasticsearch:8.15.5', '1000:0'],
  ['elasticsearch:8.5.0', 'elasticsearch:root'],
  ['docker.elastic.co/elasticsearch/elasticsearch:9.0.0', '1000:0'],
  ['elasticsearch:7.17.0', undefined],
  ['kibana:8.11.0', 'kibana'],
  ['kibana:8.12.0', '1000'],
  ['wordpress:6.5-apache', ''],
  ['wordpress:cli-2.12', 'www-data'],
  ['docker:29-dind', ''],
  ['docker:dind-rootless', 'rootless'],
  ['sonarqube:9.9-community', 'sonarqube'],
  ['sonarqube:26.8.0.126808-community', 'sonarqube'],
  ['sonarqube:8.9-community', undefined],
  ['dpage/pgadmin4:9.4', '5050'],
  ['dpage/pgadmin4:8', undefined],
  ['grafana/grafana:12.1.0', '472'],
  ['grafana/grafana:9.0.0', undefined],
  ['jenkins/jenkins:lts-jdk21', 'jenkins'],
  ['prom/prometheus:v3.5.0', 'nobody'],
  ['prom/prometheus:v3.5.0-distroless', undefined],
  ['quay.io/prometheus/node-exporter:v1.9.0', 'nobody'],
  ['gcr.io/distroless/static', '0'],
  ['gcr.io/distroless/static-debian12:nonroot', '65532'],
  ['gcr.io/distroless/base-debian12:debug-nonroot', '65532'],
  ['gcr.io/distroless/base-debian12:nonroot-amd64', '65532'],
  ['gcr.io/distroless/java21-debian12:debug', '0'],
  ['gcr.io/distroless/static:latest-arm64', '0'],
  ['gcr.io/distroless/static:odd', undefined],
  ['gcr.io/distroless/static@sha256:abc', undefined],
  ['mcr.microsoft.com/dotnet/aspnet:8.0', ''],
  ['mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled', '1654'],
  ['mcr.microsoft.com/dotnet/runtime-deps:10.0.0-noble-chiseled@sha256:abc', '1654'],
  ['mcr.microsoft.com/dotnet/runtime:6.0-jammy-chiseled', undefined],
  ['mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-1809', undefined],
  ['mcr.microsoft.com/dotnet/sdk:9.0', ''],
];

describe('imageUser', () => {
  for (const [reference, user] of rows) {
    it(`${reference || 'nothing'}: ${user === '' ? 'no USER' : user}`, () => {
      const fact = imageUser(reference);
      expect(fact === undefined ? undefined : `${fact.user}${fact.entrypointUser === undefined ? '' : `>${fact.entrypointUser}`}`).toBe(
        user,
      );
    });
  }

  it('every fact says where it was read', () => {
    for (const fact of imageFacts)
      expect(fact.source, fact.names.join(' ')).toMatch(/^[\w.-]+\/[\w.-]+ .*(Dockerfile|BUILD|image-config|src\/).*/);
  });

  it('a name with several facts tells them apart by tag', () => {
    const bare = new Set<string>();
    for (const { names, tags } of imageFacts) {
      for (const name of names) {
        expect(bare.has(name), `${name} stands behind a fact that always holds`).toBe(false);
        if (tags === undefined) bare.add(name);
      }
    }
  });

  it('covers the images that most are built from', () => {
    expect(new Set(imageFacts.flatMap((fact) => fact.names)).size).toBeGreaterThanOrEqual(80);
  });
});
