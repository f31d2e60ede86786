import { at, container, table } from '../../../test/support/table.ts';
import { unknown } from '../../model/index.ts';
import { healthCheck } from './control.ts';

const pod = { engine: 'kubernetes', surface: 'kubernetes', name: 'Deployment/web/web' } as const;
const image = { kind: 'image', surface: 'containerfile' } as const;
const check = at({ disabled: false as const, test: ['CMD', '/probe'] });

table(healthCheck, [
  ['a check', { healthcheck: check }, 'held'],
  ['turned off', { healthcheck: at({ disabled: true }) }, 'broken', /turns the health check off/],
  ['none, and the image was not looked at', {}, 'unknown', /was not looked at/],
  ['none, nor in the image that is built here', { image: { built: container(image) } }, 'broken', /nor has its image/],
  ['not resolved', { healthcheck: unknown('${CHECK} is not set') }, 'unknown'],
  ['an image with HEALTHCHECK', { ...image, healthcheck: check }, 'held'],
  ['an image without', { ...image }, 'broken', /no HEALTHCHECK/],
  ['a pod with a probe', { ...pod, healthcheck: check }, 'held'],
  ['a pod without', { ...pod }, 'broken', /no probe/],
  ['a job runs to its end', { ...pod, name: 'CronJob/report/report' }, 'inapplicable'],
  ['an init container', { ...pod, role: 'init' }, 'inapplicable'],
  ['a bundle', { engine: 'oci' }, 'inapplicable'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);
