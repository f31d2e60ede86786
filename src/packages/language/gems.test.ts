import { describe, expect, it } from 'vitest';
import { toldLines } from '../../../test/support/told-lines.ts';
import { gemReader } from './gems.ts';

const path = 'var/lib/gems/3.1.0/specifications/rack-2.2.4.gemspec';
const written = (stub: string, name: string, version: string): string => `# -*- encoding: utf-8 -*-
${stub}
Gem::Specification.new do |s|
  s.name = "${name}".freeze
  s.version = "${version}"

  s.licenses = ["MIT".freeze]
  s.specification_version = 4
end
`;

describe('gems of Ruby', () => {
  it.each<[string, string, string[]]>([
    ['as RubyGems writes it', written('# stub: rack 2.2.4 ruby lib\n', 'rack', '2.2.4'), ['gem rack 2.2.4 MIT']],
    [
      'for one platform',
      written('# stub: nokogiri 1.13.9 x86_64-linux lib\n', 'nokogiri', '1.13.9'),
      ['gem nokogiri 1.13.9 x86_64-linux MIT'],
    ],
    ['without that line', written('', 'rack', '2.2.4.rc1'), ['gem rack 2.2.4.rc1 MIT']],
    [
      'by hand',
      "Gem::Specification.new do |spec|\n  spec.name = 'bundler'\n  spec.version = Gem::Version.new('2.3.15')\nend",
      ['gem bundler 2.3.15'],
    ],
    [
      'computed',
      'Gem::Specification.new do |s|\n  s.name = "x"\n  s.version = X::VERSION\nend',
      ['it does not say its name and version in plain words'],
    ],
    ['nothing', '', ['it does not say its name and version in plain words']],
  ])('%s', (_, text, told) => expect(toldLines(gemReader, path, text)).toEqual(told));
});
