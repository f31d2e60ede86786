/** The parts of an image reference: [registry/]name[:tag][@digest] (distribution/reference, reference.go). */
export interface ImageReference {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

export function imageReference(text: string): ImageReference {
  const [before = '', digest] = text.split('@', 2);
  const colon = before.lastIndexOf(':');
  const hasTag = colon > before.lastIndexOf('/');
  return {
    name: hasTag ? before.slice(0, colon) : before,
    ...(hasTag ? { tag: before.slice(colon + 1) } : {}),
    ...(digest === undefined ? {} : { digest }),
  };
}
