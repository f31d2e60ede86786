/**
 * Programs that distributions themselves install with set-uid, set-gid or file capabilities. Source: the packages of Debian 12, Alpine 3.20 and Fedora 40
 * (shadow, util-linux, sudo, doas, pam, polkit, dbus, openssh, iputils, fuse, cron, at, postfix, exim4, utempter, samba, nfs-utils, wireshark, mtr, screen,
 * bsd-mailx, plocate, systemd, xorg-server, chromium, cockpit, grub2, apache2/httpd, busybox-suid).
 */
const usual: ReadonlySet<string> = new Set(
  'su sudo doas mount umount passwd chsh chfn chage gpasswd newgrp sg expiry newuidmap newgidmap unix_chkpwd unix2_chkpwd pam_timestamp_check pam_extrausers_chkpwd userhelper usernetctl pkexec polkit-agent-helper-1 dbus-daemon-launch-helper ssh-keysign ssh-agent ping ping4 ping6 arping clockdiff traceroute6 traceroute6.iputils fusermount fusermount3 crontab at wall write write.ul bsd-write dotlockfile lockfile utempter mail-lock mail-unlock mail-touchlock screen exim4 sendmail sendmail.postfix postdrop postqueue mount.nfs mount.cifs umount.nfs ntfs-3g plocate locate mlocate dumpcap mtr-packet Xorg.wrap chrome-sandbox cockpit-session cockpit-wsinstance-session grub2-set-bootflag suexec bbsuid sperl pppd snap-confine smbmnt gst-ptp-helper staprun bwrap vlock-main krb5_child ldap_child proxy_child selinux_child sssd_pam lxc-user-nic'.split(
    ' ',
  ),
);

/** Only where a distribution has them: a program of that name elsewhere is another one. */
export const isUsualSetUid = (path: string): boolean =>
  /^\/(?:usr\/)?(?:bin|sbin|lib|lib64|libexec)\//.test(path) && usual.has(path.slice(path.lastIndexOf('/') + 1));

/**
 * Programs that give whoever runs them a shell or any file, so that set-uid makes him the owner at once: shells, interpreters, and tools that run a command or
 * write a file as part of their work. Source: GTFOBins, functions "SUID" and "Capabilities".
 */
const open: ReadonlySet<string> = new Set(
  'python perl ruby node nodejs php lua tclsh wish gawk mawk awk nawk find env vi vim vim.basic vim.tiny nvim nano ed emacs less more man cp mv install dd tar cpio rsync tee cat sed chmod chown chroot nsenter unshare setpriv capsh gdb strace ld.so xargs watch timeout nice ionice stdbuf taskset time flock make git docker openssl base64 xxd zip unzip curl wget nmap socat nc ncat tcpdump start-stop-daemon systemctl rpm dpkg apt apt-get jq java gcc'.split(
    ' ',
  ),
);

/** "python3.12" is python. */
export const runsAnything = (name: string): boolean => open.has(name) || open.has(name.replace(/[\d.-]+$/, ''));
