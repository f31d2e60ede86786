import { get, getPair, itemsOf, originOf, originOfPair, type YamlNode } from '../../text/yaml/node.ts';
import { asText, isNull } from '../../text/yaml/value.ts';
import { type Condition, type Filter, type KernelVersion, type Operator, operators, type Rule } from './profile.ts';
import { type Complaints, closest, complainOfName, numeral, readAction, readErrno, stringsOf, unknownKeys } from './read-values.ts';

const keys = ['name', 'names', 'action', 'errnoRet', 'errno', 'args', 'includes', 'excludes', 'comment'];

/** One entry of `syscalls`; undefined: it cannot be read at all, and the problem says why. */
export function readRule(node: YamlNode, complaints: Complaints): Rule | undefined {
  if (node.kind !== 'map') {
    complaints.at(node, 'an entry of syscalls is an object with names and an action');
    return undefined;
  }
  unknownKeys(node, keys, complaints);
  const names = readNames(node, complaints);
  const word = get(node, 'action');
  if (word === undefined) complaints.at(node, 'this entry has no action: runtimes refuse the profile');
  const action = readAction(word, complaints);
  const conditions = itemsOf(get(node, 'args')).map((item) => readCondition(item, complaints));
  // A rule whose condition is not understood would hold more often than it says, or less: it is left out.
  if (action === undefined || conditions.includes(undefined)) return undefined;
  return {
    names,
    action,
    errno: readErrno(get(node, 'errno'), complaints) ?? readErrno(get(node, 'errnoRet'), complaints),
    conditions: conditions.filter((condition) => condition !== undefined),
    includes: readFilter(get(node, 'includes'), complaints),
    excludes: readFilter(get(node, 'excludes'), complaints),
    origin: originOf(node),
  };
}

function readNames(node: YamlNode, complaints: Complaints): Rule['names'] {
  const single = getPair(node, 'name');
  const several = get(node, 'names');
  const text = asText(single?.value);
  if (single !== undefined && text !== undefined && text !== '') {
    if (itemsOf(several).length > 0) complaints.at(single.key, 'name and names are both there: Docker and Podman refuse such a profile');
    complainOfName(text, single.value, complaints);
    return [{ name: text, origin: originOfPair(single) }];
  }
  const names = stringsOf(several, 'names', complaints);
  if (names.length === 0) complaints.at(node, 'this entry names no syscall: it does nothing');
  return names.map(({ text: name, node: item }) => {
    complainOfName(name, item, complaints);
    return { name, origin: originOf(item) };
  });
}

function readCondition(node: YamlNode, complaints: Complaints): Condition | undefined {
  if (node.kind !== 'map') {
    complaints.at(node, 'an entry of args is an object with index, value and op');
    return undefined;
  }
  unknownKeys(node, ['index', 'value', 'valueTwo', 'op'], complaints);
  const index = readNumber(node, 'index', complaints);
  const value = readNumber(node, 'value', complaints);
  const valueTwo = readNumber(node, 'valueTwo', complaints);
  const op = readOperator(node, complaints);
  if (index === undefined || value === undefined || valueTwo === undefined || op === undefined) return undefined;
  return { index: Number(index), op, value, valueTwo };
}

function readNumber(node: YamlNode, key: string, complaints: Complaints): bigint | undefined {
  const value = get(node, key);
  if (value === undefined || isNull(value)) return 0n;
  const number = numeral(value);
  if (number === undefined) complaints.at(value, `${key} is a whole number from 0 to 2^64 - 1: engines refuse the profile`);
  return number;
}

function readOperator(node: YamlNode, complaints: Complaints): Operator | undefined {
  const word = get(node, 'op');
  const text = asText(word) ?? '';
  const op = operators.find((name) => `SCMP_CMP_${name}` === text);
  if (op === undefined) {
    const known = operators.map((name) => `SCMP_CMP_${name}`);
    complaints.at(
      word ?? node,
      `${text === '' ? 'a condition without op' : `${text} is no operator${closest(text, known)}`}: runtimes refuse the profile`,
    );
  }
  return op;
}

function readFilter(node: YamlNode | undefined, complaints: Complaints): Filter {
  if (node === undefined || isNull(node)) return { caps: [], arches: [] };
  unknownKeys(node, ['caps', 'arches', 'minKernel'], complaints);
  return {
    caps: stringsOf(get(node, 'caps'), 'caps', complaints).map(({ text }) => text),
    arches: stringsOf(get(node, 'arches'), 'arches', complaints).map(({ text }) => text),
    minKernel: readKernel(get(node, 'minKernel'), complaints),
  };
}

function readKernel(node: YamlNode | undefined, complaints: Complaints): KernelVersion | undefined {
  const text = asText(node);
  if (node === undefined || text === undefined || text === '') return undefined;
  const match = /^(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) complaints.at(node, `${text} is no kernel version: write it as "4.8"; Docker refuses the profile`);
  return match === null ? undefined : { major: Number(match[1]), minor: Number(match[2]) };
}
