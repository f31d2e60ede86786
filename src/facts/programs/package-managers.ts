/**
 * Programs that fetch and install other programs, by the last part of their path. Of distributions: dpkg 1.21, apt 2.6, apk-tools 2.14, rpm 4.19, dnf 4 and 5,
 * zypper 1.14, pacman 6, opkg 0.6, xbps 0.59, Portage 3, Nix 2. Of languages: each one's own manual.
 */
const managers: ReadonlySet<string> = new Set(
  'apt apt-get aptitude dpkg apk rpm dnf dnf-3 dnf5 yum microdnf tdnf zypper pacman opkg xbps-install emerge nix nix-env snap flatpak npm npm-cli.js npx-cli.js yarn yarn.js pnpm pnpm.cjs corepack gem bundle bundler pipx poetry uv conda mamba micromamba composer composer.phar luarocks cpan cpanm nuget'.split(
    ' ',
  ),
);

/** pip has the version of its Python behind it: "pip3.12". */
export const isPackageManager = (name: string): boolean => managers.has(name) || /^pip[\d.]{0,8}$/.test(name);
