/**
 * The names of error numbers, in the order of the numbers, `N:` as in tables/; the same on x86 and arm.
 * Source: asm-generic/errno-base.h and errno.h of linux-libc-dev 6.1.187-1 (Debian).
 */
const text = `
EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR
EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS
ENOTEMPTY ELOOP 42: ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT
59: EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW
ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE
EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN
ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN
EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY
EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON
`;

const numbers = new Map<string, number>();
const names = new Map<number, string>();

function fill(): void {
  let next = 1;
  for (const word of text.trim().split(/\s+/)) {
    if (word.endsWith(':')) next = Number(word.slice(0, -1));
    else {
      names.set(next, word);
      numbers.set(word, next++);
    }
  }
  for (const [name, same] of synonyms) numbers.set(name, numbers.get(same) ?? 0);
}

const synonyms = [
  ['EWOULDBLOCK', 'EAGAIN'],
  ['EDEADLOCK', 'EDEADLK'],
  ['ENOTSUP', 'EOPNOTSUPP'],
] as const;

/** EPERM → 1. */
export function errnoOf(name: string): number | undefined {
  if (numbers.size === 0) fill();
  return numbers.get(name);
}

/** 1 → EPERM; a number without a name is its own name. */
export function errnoName(errno: number): string {
  if (names.size === 0) fill();
  return names.get(errno) ?? String(errno);
}
