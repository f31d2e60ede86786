import { describe, expect, it } from 'vitest';
import { claims } from './claims.ts';

const real = 'FROM alpine:3\nUSER app\n';

const rows: readonly (readonly [name: string, text: string, ours: boolean])[] = [
  ['Dockerfile', '', true],
  ['dockerfile', real, true],
  ['Containerfile', real, true],
  ['Dockerfile.dev', 'anything', true],
  ['Dockerfile.php', real, true],
  ['Dockerfile.php', '<?php echo 1;', false],
  ['Containerfile.prod', '', true],
  ['web.Dockerfile', '', true],
  ['web.dockerfile', '', true],
  ['web.containerfile', '', true],
  ['Dockerfile.j2', '{% if x %}', true],
  ['Dockerfile-linux.template', '{{ x }}', true],
  ['Dockerfile-dev', real, true],
  ['Dockerfile-notes', 'Write a Dockerfile', false],
  ['Dockerfile.dockerignore', real, false],
  ['web.Dockerfile.dockerignore', real, false],
  ['Dockerfile.md', real, false],
  ['Dockerfile.sh', '#!/bin/sh\ndocker build .\n', false],
  ['dockerfile_test.go', 'package x', false],
  ['dockerfile.py', 'from os import path\n', false],
  ['build', real, true],
  ['-', 'FROM alpine\n', true],
  ['build', '# a comment\n\nARG V=1\nFROM --platform=linux/amd64 alpine:${V} AS base\nRUN true\n', true],
  ['build', 'FROM alpine AS base\nRUN a \\\n && b\n', true],
  ['build', '\ufeffFROM alpine\nRUN true', true],
  ['notes', 'FROM here on we walk\nRUN!', false],
  ['notes', 'From alpine\nRUN true', false],
  ['letter', 'FROM: me\nTO: you', false],
  ['query', 'FROM users\nSELECT name\n', false],
  ['query.sql', 'FROM alpine\nRUN true\n', false],
  ['module.py', 'from alpine import x\n', false],
  ['Modelfile', 'FROM llama3\nPARAMETER temperature 1\n', false],
  ['model', 'FROM llama3\nPARAMETER temperature 1\n', false],
  ['Earthfile', 'FROM golang:1.15\nWORKDIR /x\n', false],
  ['Makefile', 'FROM alpine\nRUN true', false],
  ['compose.yaml', 'services:\n', false],
  ['README', 'Dockerfile\n\nFROM alpine\nRUN true\n', false],
  ['empty', '', false],
  ['args', 'ARG A=1\n', false],
  ['binary', '\0\0\0', false],
];

describe('claims', () => {
  for (const [name, text, ours] of rows) {
    it(`${name}: ${JSON.stringify(text.slice(0, 40))}`, () => expect(claims(name, text)).toBe(ours));
  }

  it('looks only at the beginning', () => {
    const text = `${'# a comment\n'.repeat(2_000_000)}FROM alpine\n`;
    const started = performance.now();
    expect(claims('build', text)).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
