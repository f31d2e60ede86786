import type { WritablePlace } from '../../model/index.ts';

/** Places that have to be writable, those that may be empty as `say` does; what lasts or stands beside other files needs a volume. */
export function placesSaid(places: readonly WritablePlace[], say: (empty: readonly WritablePlace[]) => string): string {
  const isEmpty = ({ keeps, beside }: WritablePlace): boolean => keeps === undefined && beside === undefined;
  const [empty, full] = [places.filter(isEmpty), places.filter((place) => !isEmpty(place))];
  const volume = `a volume for ${pathsOf(full)}`;
  return [...(empty.length === 0 ? [] : [say(empty)]), ...(full.length === 0 ? [] : [volume])].join(', and ');
}

export const pathsOf = (places: readonly WritablePlace[]): string => places.map(({ destination }) => destination).join(', ');
