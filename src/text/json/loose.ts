/** A value of JSON that anybody may have written: nothing is believed of its shape. */
export type Loose = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Empty where it is no object. */
export const objectOf = (value: unknown): Loose => (isObject(value) ? value : {});

/** Empty where it is no list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Those of a list that are objects. */
export const objectsOf = (value: unknown): readonly Loose[] => listOf(value).filter(isObject);

/** Undefined where it is no text. */
export const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Those of a list that are texts. */
export const stringsOf = (value: unknown): readonly string[] => listOf(value).filter((each) => typeof each === 'string');

/** Undefined where it is no text, or an empty one. */
export const textOf = (value: unknown): string | undefined => stringOf(value) || undefined;

/** Undefined where it is no number. */
export const numberOf = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
