import { describe, expect, it } from 'vitest';
import { compose } from './surface.ts';

const stack = 'version: "3.8"\n\nservices:\n  # the front\n  web:\n    image: nginx\n';

const rows: readonly (readonly [name: string, text: string, claimed: boolean])[] = [
  ['compose.yaml', '', true],
  ['compose.yml', 'anything', true],
  ['docker-compose.yml', '', true],
  ['docker-compose.prod.yml', '', true],
  ['docker-compose_dev.yaml', '', true],
  ['compose.override.yaml', '', true],
  ['docker-compose.yml.j2', '', true],
  ['composer.json', '{"services": {}}', false],
  ['docker-compose.md', stack, false],
  ['stack.yml', stack, true],
  ['stack', stack, true],
  ['-', stack, true],
  ['stack.txt', stack, false],
  ['stack.yml', 'services:\n  web:\n    build: .\n', true],
  ['stack.yml', 'services:\r\n  web:\r\n    image: x\r\n', true],
  ['stack.yml', 'services:\n  web:\n    environment:\n      image: x\n', false],
  ['stack.yml', 'services:\n  web:\n    image:\n      repository: x\n', false],
  ['values.yaml', stack, false],
  ['ci.yml', 'on: push\njobs:\n  a:\n    services:\n      db:\n        image: postgres\n', false],
  ['.gitlab-ci.yml', 'image: node\nservices:\n  - docker:dind\ntest:\n  image: x\n', false],
  ['.drone.yml', 'kind: pipeline\nsteps:\n- name: a\nservices:\n  db:\n    image: x\n', false],
  ['.travis.yml', 'services:\n- docker\n', false],
  ['services.yaml', 'services:\n  _defaults:\n    autowire: true\n  App\\:\n    resource: ../src\n', false],
  ['x.yaml', `apiVersion: v1\nkind: ConfigMap\n${stack}`, false],
];

describe('what is a Compose file', () => {
  for (const [name, text, claimed] of rows) it(`${name} ${JSON.stringify(text)}`, () => expect(compose.claims(name, text)).toBe(claimed));
});
