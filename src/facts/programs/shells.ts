/**
 * Programs that take commands: what /etc/shells of Debian 12, Alpine 3.20 and Fedora 40 lists once their shells are installed, and programs that hold one
 * (busybox, toybox). By the last part of the path.
 */
const shells: ReadonlySet<string> = new Set(
  'sh bash rbash dash ash busybox toybox ksh ksh93 rksh93 mksh lksh oksh zsh zsh5 fish csh tcsh bsd-csh yash posh xonsh pwsh nu elvish es rc sash'.split(
    ' ',
  ),
);

/** "busybox.static" and "bash-static" are built so that they need no library. */
export const isShell = (name: string): boolean => shells.has(name.replace(/[-.]static$/, ''));
