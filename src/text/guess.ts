/** Stands behind a number that nobody measured, in the comment syntax of the surface. */
export const guessComment = 'bulkhead: a guess; measure, then set';
