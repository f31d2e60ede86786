import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { whyNoBrowser } from '../support/browser.ts';
import { whyNoDocker, whyNoPodman } from '../support/engines.ts';
import { whyNoRegistry } from '../support/registry.ts';
import { whyNoVm } from '../support/vm.ts';

/**
 * Live tests are skipped where their engine is missing, and that looks like success. Where scripts/test has installed everything (CI on Debian or Ubuntu)
 * nothing may be missing. Rows of test/live/truth that need every capability are skipped by name where the machine may not give them: the VM lab tells them too.
 */
const isInstalled = process.env.CI === 'true' && existsSync('/etc/debian_version') && process.arch === 'x64';

/** It has Chromium as a snap alone. */
const isUbuntu = existsSync('/etc/lsb-release');

const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const whyNo = (program: string): string | undefined =>
  folders.some((folder) => existsSync(`${folder}/${program}`)) ? undefined : `no ${program}`;

it.runIf(isInstalled)('in CI no live test is skipped for want of an engine, a tool or the VM lab', { timeout: 300_000 }, () => {
  const tools = ['runc', 'crun', 'busybox', 'setpriv', 'apparmor_parser', 'qemu-aarch64-static', 'skopeo', 'umoci', 'newuidmap'];
  const reasons = [whyNoDocker(), whyNoPodman(), whyNoRegistry(), whyNoVm(), isUbuntu ? undefined : whyNoBrowser(), ...tools.map(whyNo)];
  expect(reasons.filter((reason) => reason !== undefined)).toEqual([]);
});
