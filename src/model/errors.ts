/** The one expected kind of error: input that cannot be read. The message is one line, fit to print. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
