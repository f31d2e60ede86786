import { base } from './base.ts';
import { confinement } from './confinement.ts';
import { files } from './files.ts';
import { limits } from './limits.ts';
import { namespaces } from './namespaces.ts';
import { privileges } from './privileges.ts';
import { type Configuration, type Expected, flagsFor, type Kind } from './words.ts';

/** To add a family of configurations: a file of its own, and its name here. */
const families: readonly (readonly Configuration[])[] = [[{ flags: '', flips: {} }], privileges, confinement, files, namespaces, limits];

export interface Case {
  readonly flags: string;
  readonly expected: Expected;
  readonly needsEverything: boolean;
}

/** What every configuration of an engine is to come to: all of its controls. */
export const casesFor = (kind: Kind): readonly Case[] =>
  families.flat().flatMap((configuration) => {
    const flags = flagsFor(configuration, kind);
    const { flips, needsEverything = false } = configuration;
    return flags === undefined ? [] : [{ flags, expected: { ...base[kind], ...flips, ...configuration[kind] }, needsEverything }];
  });
