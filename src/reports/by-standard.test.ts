import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { finding, judged, report } from '../../test/support/report.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import { requirementsOf } from './requirements.ts';
import { renderText } from './text/render.ts';

const container = judged({ id: 'a#web', name: 'web' });
const against = (...ids: string[]) => ({ container: container.id, references: { cisDocker: ids } });
const asked = report(
  [
    finding({ control: 'capabilities-dropped', detail: 'keeps 14 capabilities', ...against('5.3', '5.4') }),
    finding({ control: 'memory-limit', outcome: 'unknown', detail: 'x is not set', ...against('5.11') }),
    finding({
      control: 'health-check',
      ...against('4.6'),
      accepted: { reason: 'r', until: '2030-01-01', by: 'comment', place: finding({}).origin },
    }),
  ],
  {
    containers: [container],
    passedOver: [{ file: 'pod.yaml', reason: 'declares pods, and the CIS Docker Benchmark is about Docker' }],
    profile: {
      name: 'cis-docker',
      standard: 'cisDocker',
      asks: ['4.6', '5.3', '5.4', '5.5', '5.11'].map((id) => ({ id, controls: ['some-control'] })),
    },
  },
);

describe('a report grouped by a standard', () => {
  it('counts a finding under each of its ids, and none that is accepted', () => {
    const counts = requirementsOf(asked).map(({ id, broken, unknown }) => [id, broken.length, unknown.length]);
    expect(counts).toEqual([
      ['4.6', 0, 0],
      ['5.3', 1, 0],
      ['5.4', 1, 0],
      ['5.5', 0, 0],
      ['5.11', 0, 1],
    ]);
  });

  it('text: in full under the first id, by name under the next, then what nothing was found against', () => {
    const text = renderText(asked);
    const at = (part: string) => text.indexOf(part);
    expect(at('CIS Docker Benchmark 1.6.0')).toBeGreaterThanOrEqual(0);
    expect(at('5.3  SELinux options')).toBeLessThan(at('keeps 14 capabilities'));
    expect(at('keeps 14 capabilities')).toBeLessThan(at('5.4  Kernel capabilities are restricted'));
    expect(text.split('keeps 14 capabilities')).toHaveLength(2);
    expect(text).toContain('capabilities-dropped, told above');
    expect(text).toContain('nothing found against 4.6 and 5.5');
    expect(text).toContain('pod.yaml declares pods, and the CIS Docker Benchmark is about Docker');
  });

  it('json: the ids with their counts, as the schema has them', () => {
    const json = JSON.parse(renderJson(asked));
    expect(json.profile).toMatchObject({ name: 'cis-docker', standard: 'cisDocker' });
    expect(json.profile.requirements[2]).toEqual({
      id: '5.4',
      title: 'Kernel capabilities are restricted',
      controls: ['some-control'],
      broken: 1,
      unknown: 0,
    });
    const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));
    const { profile } = schema.properties;
    expect(new Ajv2020({ strict: true }).compile(profile)(json.profile)).toBe(true);
  });

  it('markdown: one row an id', () => {
    const text = renderMarkdown(asked);
    expect(text).toContain('#### CIS Docker Benchmark 1.6.0');
    expect(text).toContain('| ❌ | 5.4 | Kernel capabilities are restricted | 1 finding | some-control |');
    expect(text).toContain('| ✅ | 5.5 |');
    expect(text).toContain('| ❔ | 5.11 | Memory is limited | 1 not decided |');
  });

  it('junit: one suite an id', () => {
    const text = renderJunit(asked);
    expect(text).toContain('<testsuite name="CIS Docker Benchmark 1.6.0 5.4" tests="1" failures="1" errors="0">');
    expect(text).toContain('<testsuite name="CIS Docker Benchmark 1.6.0 5.5" tests="1" failures="0" errors="0">');
  });

  it('says what Kubernetes version Pod Security was asked of', () => {
    const pss = { name: 'pss:baseline', standard: 'pss', kubernetesVersion: '1.30', asks: [] } as const;
    expect(renderText(report([], { containers: [container], profile: pss }))).toContain(
      'Pod Security Standards: baseline, Kubernetes 1.30',
    );
  });

  it('says why nothing was judged', () => {
    const none = report([], { containers: [], passedOver: [{ file: 'compose.yaml', reason: 'declares no pod, and so on' }] });
    expect(renderText({ ...none, summary: { ...none.summary, containers: 0 } })).toContain(
      'nothing was judged: compose.yaml declares no pod, and so on',
    );
  });
});
