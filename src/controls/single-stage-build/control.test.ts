import { describe, expect, it } from 'vitest';
import { imageOf } from '../../../test/support/steps.ts';
import { container, table } from '../../../test/support/table.ts';
import { singleStageBuild } from './control.ts';

table(singleStageBuild, [
  ['no steps are known', { kind: 'image' }, 'inapplicable'],
  ['a runtime', imageOf('FROM debian:12\nCOPY app /app'), 'held'],
  ['Go, built where it runs', imageOf('FROM golang:1.24\nRUN go build -o /app .'), 'broken', /leaves the Go tool chain in/],
  ['Go, built in a stage of its own', imageOf('FROM golang:1.24 AS build\nRUN go build -o /app .\nFROM scratch\nCOPY /app /app'), 'held'],
  ['Go, in a stage that is built upon', imageOf('FROM golang AS base\nRUN go install x\nFROM base\nCMD ["x"]'), 'broken'],
  ['Go that is only run (for development)', imageOf('FROM golang:1.24\nCMD ["go", "run", "."]'), 'held'],
  ['Maven', imageOf('FROM maven:3-eclipse-temurin-21\nRUN mvn -B -DskipTests package'), 'broken', /Maven/],
  ['Gradle', imageOf('FROM gradle:8\nRUN ./gradlew bootJar'), 'broken', /Gradle/],
  ['Rust', imageOf('FROM docker.io/library/rust:1\nRUN cargo build --release'), 'broken', /Rust/],
  ['.NET', imageOf('FROM mcr.microsoft.com/dotnet/sdk:9.0\nRUN dotnet publish -c Release'), 'broken', /\.NET/],
  ['a page that Node builds', imageOf('FROM node:22\nRUN npm ci && npm run build'), 'broken', /npm/],
  ['Node that runs', imageOf('FROM node:22\nRUN npm ci --omit=dev'), 'held'],
  [
    'a compiler',
    imageOf('FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends gcc libpq-dev'),
    'broken',
    /gcc/,
  ],
  [
    'a compiler that is removed',
    imageOf('FROM python:3.13-slim\nRUN apt-get install -y gcc && pip install x && apt-get purge -y gcc'),
    'held',
  ],
  ['a compiler of Alpine', imageOf('FROM alpine:3.22\nRUN apk add --no-cache build-base'), 'broken', /build-base/],
  ['a compiler of Alpine that is removed', imageOf('FROM alpine:3.22\nRUN apk add --virtual .b gcc && make && apk del .b'), 'held'],
  ['libgcc is no compiler', imageOf('FROM alpine:3.22\nRUN apk add libgcc libstdc++ makepasswd'), 'held'],
  ['removed in a later layer', imageOf('FROM debian:12\nRUN apt-get install -y gcc\nRUN apt-get purge -y gcc'), 'broken'],
]);

describe('single-stage-build', () => {
  it('points at the step', () => {
    const text = 'FROM golang:1.24\nRUN go build .';
    expect(singleStageBuild.judge(container(imageOf(text)))).toMatchObject({ origin: { start: 17 } });
  });
});
