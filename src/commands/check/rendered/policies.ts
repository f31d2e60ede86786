import { fileContext } from '../../../host/context.ts';
import type { NetworkPolicy } from '../../../model/index.ts';
import { settled } from '../../../render/settled.ts';
import { readerOf, surfaceById } from '../../declare.ts';
import type { Rendering } from './project.ts';

/** The network policies of each rendering: plain data, their places those of the files. */
export type PoliciesOf = ReadonlyMap<Rendering, readonly NetworkPolicy[]>;

export async function renderedPolicies(renderings: readonly Rendering[]): Promise<PoliciesOf> {
  const reader = await readerOf(surfaceById('kubernetes'));
  return new Map(
    renderings.map((rendering) => {
      const { source } = rendering;
      return [rendering, source === undefined ? [] : settled(reader.read(source, fileContext()).policies ?? [])];
    }),
  );
}

/**
 * Of all policies of a run, those that may be about the pods of one rendering, beside its own. Two overlays that are made of a
 * common file are variants of one thing, of which one is applied at a time: the policies of one are not about the pods of the other.
 */
export function policiesFor(rendering: Rendering, all: readonly NetworkPolicy[], rendered: PoliciesOf): readonly NetworkPolicy[] {
  const others = new Set<NetworkPolicy>();
  for (const [other, policies] of rendered)
    if (other === rendering || isVariant(rendering, other)) for (const policy of policies) others.add(policy);
  return others.size === 0 ? all : all.filter((policy) => !others.has(policy));
}

const isVariant = ({ madeOf: one }: Rendering, { madeOf: other }: Rendering): boolean =>
  one !== undefined && other !== undefined && [...one].some((file) => other.has(file));
