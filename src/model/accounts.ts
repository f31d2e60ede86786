/** A line of etc/passwd, as far as it is looked at: the password field never is. A number that is absent is none. */
export interface ImageUser {
  readonly name: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** Who is known to the files of an image. A list that is absent is not known: the file is a link, too long, or in a layer that was not read. */
export interface ImageAccounts {
  /** Of etc/passwd, each name once: its first line counts. Empty: there is no such file. */
  readonly users?: readonly ImageUser[];
  /** Of etc/group. */
  readonly groups?: readonly string[];
}

/** As shadow and busybox let a name be; dots and capitals as some sites have them. Others are not listed. */
export const isPlainName = (name: string): boolean => /^\w[\w.-]{0,62}\$?$/.test(name);
