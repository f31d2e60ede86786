import { Unreadable } from '../../model/index.ts';
import { csafStatements, isCsaf } from './csaf.ts';
import { isOpenVex, openVexStatements } from './openvex.ts';
import { mostStatements, type VexDocument } from './statement.ts';

/** A VEX document, told by its content. Throws Unreadable: it is in neither of the forms. */
export function readVex(name: string, text: string): VexDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable('it is no JSON, so no VEX document');
  }
  const statements = isOpenVex(value) ? openVexStatements(value) : isCsaf(value) ? csafStatements(value) : undefined;
  if (statements === undefined) throw new Unreadable('it is neither OpenVEX nor CSAF 2.0');
  if (statements.length > mostStatements) throw new Unreadable(`it has more than ${mostStatements} statements`);
  return { name, statements };
}
