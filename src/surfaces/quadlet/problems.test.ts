import { describe, expect, it } from 'vitest';
import { asContainer, readQuadlet, type World } from './test/support.ts';

const secret = 'hunter2-hunter2';

/** A unit, the line that is at fault, and what is said of it. */
const rows: readonly (readonly [text: string, line: number, message: RegExp, world?: World])[] = [
  [asContainer('AddCapabilty=X'), 3, /AddCapabilty= is no key of \[Container\]/],
  [asContainer('hello'), 3, /neither a \[Section\] nor Key=value/],
  [asContainer(`Sysctl=${secret}`), 3, /Sysctl= is not of the form/],
  [asContainer(`Memory=${secret}`), 3, /Memory= has a value that Podman does not take/],
  [asContainer('Volume=/a:/b:/c:/d'), 3, /Volume= is not of the form/],
  [asContainer('Volume=/a:/b:wrong'), 3, /mount option that Podman does not know: wrong/],
  [asContainer('PublishPort=x'), 3, /PublishPort= is not of the form/],
  [asContainer('Mount=type=magic,destination=/x'), 3, /type that is not known here/],
  [asContainer('Mount=type=bind,source=/x'), 3, /names no target/],
  [asContainer('Group=5'), 3, /Group= without User=/],
  [asContainer('PodmanArgs=--fancy x'), 3, /--fancy of PodmanArgs= is no option/],
  [asContainer('PodmanArgs=-Z'), 3, /-Z of PodmanArgs=/],
  [asContainer('PodmanArgs=--memory'), 3, /--memory of PodmanArgs= needs a value/],
  [asContainer(`PodmanArgs=${secret}`), 3, /holds a word that is no option/],
  [asContainer('PodmanArgs=$OPTIONS'), 3, /options that are filled in by systemd/],
  [asContainer('PodmanArgs=--security-opt magic=1'), 3, /--security-opt magic is not known here/],
  [asContainer('ContainersConfModule=x.conf'), 3, /ContainersConfModule=/],
  [asContainer('Pod=p.pod'), 3, /the unit p\.pod is not beside this one/],
  [asContainer('Pod=p'), 3, /Pod= takes the name of a \.pod unit/],
  [asContainer('Volume=d.volume:/d'), 3, /the unit d\.volume is not beside this one/],
  [asContainer('RemapUsers=x'), 3, /RemapUsers= takes/],
  ['[Container]\nExec=x\n', 1, /neither Image= nor Rootfs=/],
  ['[Container]\nImage=i.image\n', 2, /the unit i\.image is not beside this one/],
  ['[Container]\nUser=1\n', 1, /belongs to web\.container, which is not beside/, { path: 'web.container.d/a.conf' }],
  ['[Kube]\nYaml=web.yaml\n', 2, /there is no web\.yaml/, { path: 'web.kube' }],
  ['[Kube]\nYaml=w.yaml\nNetwork=host\n', 3, /Network= of a \.kube unit/, { path: 'web.kube', files: { 'w.yaml': '' } }],
  ['[Pod]\nPrivileged=1\n', 2, /Privileged= is no key of \[Pod\]/, { path: 'p.pod' }],
];

describe('what is not read is said', () => {
  for (const [text, line, message, world] of rows) {
    it(`${text.replaceAll('\n', ' ⏎ ')}${world?.path ?? ''}`, () => {
      const { problems } = readQuadlet(text, world);
      expect(problems).toEqual([expect.objectContaining({ line, message: expect.stringMatching(message) })]);
      expect(JSON.stringify(problems)).not.toContain(secret);
    });
  }

  it('says nothing of a drop-in that is read with its unit', () => {
    const world = { path: 'web.container.d/a.conf', files: { '../web.container': asContainer('') } };
    expect(readQuadlet('[Container]\nUser=1\n', world)).toEqual({ containers: [], problems: [] });
  });

  it('still judges what it did read', () => {
    const { containers } = readQuadlet(asContainer('Wrong=1\nPodmanArgs=--fancy x --privileged'));
    expect(containers[0]?.privileged).toMatchObject({ state: 'written', value: true });
  });
});
