import { type FileReader, type Package, Unreadable } from '../../model/index.ts';
import { licenseOf } from '../os/record.ts';
import { recordOf } from './paths.ts';
import { textOf, toldBy } from './told.ts';

/**
 * Gems that RubyGems installed, or that Ruby brings along (specifications/default): guides.rubygems.org, "Specification Reference". The file is a program in Ruby,
 * which is not run; RubyGems writes it with plain words in it.
 */
export const gemReader: FileReader = {
  longest: 1024 * 1024,
  wants: ({ path }) => (recordOf(path) === 'gem' ? 'whole' : undefined),
  read: ({ path }, bytes) => toldBy(path, [gemOf(textOf(bytes))]),
};

const literal = /^[ \t]*\w+\.(name|version|licenses|license|platform)[ \t]*=[ \t]*(?:Gem::Version\.new[ \t]*\(?)?\[?["']([^"'\\\n]*)["']/gm;

function gemOf(text: string): Package {
  const said = new Map<string, string>();
  for (const [, key = '', value = ''] of text.matchAll(literal)) if (!said.has(key)) said.set(key, value);
  // What RubyGems itself reads first: "# stub: NAME VERSION PLATFORM PATHS" (rubygems/stub_specification.rb).
  const stub = /^# stub: (\S+) (\S+) (\S+) /m.exec(text) ?? [];
  const [name, version] = [stub[1] ?? said.get('name'), stub[2] ?? said.get('version')];
  if (name === undefined || version === undefined) throw new Unreadable('it does not say its name and version in plain words');
  const arch = stub[3] ?? said.get('platform') ?? 'ruby';
  return {
    kind: 'gem',
    name,
    version,
    ...(arch === 'ruby' ? {} : { arch }),
    ...licenseOf(said.get('licenses') ?? said.get('license')),
  };
}
