/** What a file of the system decides. */
export type SystemFile = 'identity' | 'program' | 'setting';

/** Who is root, and what runs in every process: Linux man-pages 6.05 passwd(5), shadow(5), group(5), ld.so(8); sudo 1.9 sudoers(5); Linux-PAM 1.5 pam.d(5). */
const identity =
  /^\/etc\/(?:passwd|shadow|group|gshadow|passwd-|shadow-|sudoers(?:\.d(?:\/.*)?)?|doas\.conf|ld\.so\.preload|pam\.d(?:\/.*)?|subuid|subgid)$/;

/** What everybody runs and loads: Filesystem Hierarchy Standard 3.0, 3.4 to 3.10, 4.4 to 4.9. */
const programs = /^(?:\/usr(?:\/local)?)?\/(?:bin|sbin|lib|lib32|lib64|libx32|libexec)(?:\/.*)?$/;

/** What programs do for every user: bash(1), cron(8), ld.so.conf(5), apt.conf(5), nsswitch.conf(5), ssh_config(5). */
const settings =
  /^\/(?:etc|root|etc\/(?:profile|profile\.d|bash\.bashrc|bashrc|environment|crontab|cron\.[a-z]+|ld\.so\.conf|ld\.so\.conf\.d|nsswitch\.conf|hosts|resolv\.conf|ssh|ssl|ssl\/certs|pki|apt|apk|yum\.repos\.d|init\.d|systemd)(?:\/.*)?|root\/\.(?:ssh|bashrc|profile|bash_profile)(?:\/.*)?)$/;

/** Undefined: it is none. Takes the path with a slash before it. */
export function systemFileOf(path: string): SystemFile | undefined {
  if (!/^\/(?:etc|usr|s?bin|lib|root)/.test(path)) return undefined;
  if (identity.test(path)) return 'identity';
  if (programs.test(path)) return 'program';
  return settings.test(path) ? 'setting' : undefined;
}

/** Debian gives /usr/local to a group that nobody is in (Debian Policy 4.6.2, 9.1.2: mode 2775, group staff; gid 50 of base-passwd). */
export const isOfStaff = (path: string, gid: number): boolean => gid === 50 && /^\/usr\/local(?:\/|$)/.test(path);

/** Folders in which everybody may write, by design (FHS 3.0: 3.18 /tmp, 5.15 /var/tmp, 5.9 /var/lock, 5.13 /run; /dev/shm of shm_overview(7)). */
export const isForEverybody = (path: string): boolean =>
  /^\/(?:tmp|var\/tmp|dev|dev\/shm|dev\/mqueue|dev\/pts|proc|sys|run\/lock|var\/lock)(?:\/|$)/.test(path);
