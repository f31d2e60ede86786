import type { Finding, JudgedContainer, Problem } from '../model/index.ts';
import type { Note } from './note.ts';

/** Does one of these patterns match? Those of the configuration's folder a file, as the report names it; those of an image a path inside it. */
export type Covers = (patterns: readonly string[], file: string, inside?: 'image') => boolean;

/** Does the note reach this finding? Its control is not looked at. */
export function reaches({ scope, place }: Note, finding: Finding, container: JudgedContainer | undefined, covers: Covers): boolean {
  switch (scope.kind) {
    case 'lines': {
      const isInside = (file: string, line: number): boolean => file === place.file && scope.from <= line && line <= scope.to;
      const built = finding.layer?.containerfile;
      return (
        isInside(finding.origin.file, finding.origin.line) ||
        (built !== undefined && isInside(built.file, built.line)) ||
        (container !== undefined && isInside(container.file, container.line)) ||
        (container?.builtBy !== undefined && isInside(container.builtBy.file, container.builtBy.line))
      );
    }
    case 'container':
      return finding.container === scope.id;
    case 'named':
      return (
        isNamed(scope.container, finding.container, container?.name) &&
        isIn(scope.files, finding, container, covers) &&
        (scope.paths === undefined || (finding.layer !== undefined && covers(scope.paths, finding.layer.path, 'image'))) &&
        (scope.vulnerability === undefined || isOf(scope.vulnerability, finding))
      );
    case 'problem':
    case 'nothing':
      return false;
  }
}

const isOf = (id: string, { vulnerability }: Finding): boolean =>
  vulnerability !== undefined && [vulnerability.id, ...vulnerability.aliases].some((name) => name.toLowerCase() === id.toLowerCase());

const isNamed = (asked: string | undefined, id: string, name = id.slice(id.indexOf('#') + 1)): boolean =>
  asked === undefined || asked === name || asked === id || name.endsWith(`/${asked}`);

const isIn = (files: readonly string[] | undefined, { origin }: Finding, container: JudgedContainer | undefined, covers: Covers): boolean =>
  files === undefined || covers(files, origin.file) || (container !== undefined && covers(files, container.file));

export const reachesProblem = ({ scope }: Note, { file, message }: Problem, covers: Covers): boolean =>
  scope.kind === 'problem' && (message.includes(scope.text) || file === scope.text || covers([scope.text], file));
