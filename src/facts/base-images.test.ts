import { expect, it } from 'vitest';
import { addingUser, distributionOf, givingFiles, ownUser } from './base-images.ts';

it.each([
  ['alpine', 'alpine'],
  ['docker.io/library/alpine:3.20', 'alpine'],
  ['python:3.12-alpine3.20', 'alpine'],
  ['docker:cli', 'alpine'],
  ['debian:12-slim', 'debian'],
  ['ubuntu', 'debian'],
  ['python:3.12-slim@sha256:0', 'debian'],
  ['mcr.microsoft.com/dotnet/aspnet:6.0', 'debian'],
  ['eclipse-temurin:17-jre-focal', 'debian'],
  ['rockylinux:9', 'redhat'],
  ['registry.access.redhat.com/ubi9/ubi:latest', 'redhat'],
  ['registry.access.redhat.com/ubi9/ubi-minimal', undefined],
  ['rockylinux:9-minimal', undefined],
  ['almalinux:10', undefined],
  ['fedora:42', undefined],
  ['amazonlinux:2023', undefined],
  ['eclipse-temurin:21-ubi9-minimal', undefined],
  ['maven:3.9-amazoncorretto-21', undefined],
  ['mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled', undefined],
  ['mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2022', undefined],
  ['debian@sha256:0', undefined],
  ['acme/python:3-alpine', undefined],
  ['ghcr.io/acme/alpine', undefined],
  ['', undefined],
])('%s is %s', (reference, distribution) => {
  expect(distributionOf(reference)).toBe(distribution);
});

it.each([
  ['node:22', '1000:1000'],
  ['gcr.io/distroless/static', '65532:65532'],
  ['mcr.microsoft.com/dotnet/aspnet:8.0', '1654:1654'],
  ['mcr.microsoft.com/dotnet/aspnet:10.0', '1654:1654'],
  ['mcr.microsoft.com/dotnet/aspnet', '1654:1654'],
  ['mcr.microsoft.com/dotnet/aspnet:7.0', undefined],
  ['python:3', undefined],
])('%s brings %s', (reference, ids) => {
  expect(ownUser(reference)?.ids).toBe(ids);
});

it('gives servers what they write', () => {
  expect(givingFiles('nginx:1.27', '5:5')).toContain('chown -R 5:5 /run/nginx.pid');
  expect(givingFiles('acme/nginx:1.27', '5:5')).toBeUndefined();
});

it('says the number in every distribution', () => {
  for (const command of Object.values(addingUser)) expect(command(7)).toMatch(/ 7 .* 7 /);
});
