/**
 * Programs that only a build needs, by the last part of their path. Sources: the file lists of Debian 12 (gcc-12, binutils, make, cmake, clang-14, golang-1.19,
 * openjdk-17-jdk-headless, rustc, cargo, git …) and of the official images golang, rust, eclipse-temurin, maven and gradle.
 */
const tools: ReadonlySet<string> = new Set(
  'gcc g++ c++ cc cpp clang clang++ tcc gfortran gnat ld ld.bfd ld.gold ld.lld lld mold make gmake cmake ninja samu meson scons bazel autoconf automake bison flex m4 go gofmt rustc cargo rustup javac jlink mvn gradle ant sbt ghc stack cabal swiftc zig nasm yasm git svn hg node-gyp protoc msbuild'.split(
    ' ',
  ),
);

/** "x86_64-linux-gnu-gcc-12" is one. */
export function isBuildTool(name: string): boolean {
  if (tools.has(name)) return true;
  const plain = /\d$/.test(name) ? name.replace(/-\d[\d.]{0,8}$/, '') : name;
  const dash = plain.lastIndexOf('-');
  if (!compilers.has(plain.slice(dash + 1))) return false;
  return dash < 0 || /linux|mingw|^c[89]9$/.test(plain.slice(0, dash));
}

/** Those that bear a machine and a version in their name. */
const compilers: ReadonlySet<string> = new Set(['gcc', 'g++', 'c++', 'cpp', 'clang', 'clang++', 'gfortran', 'gnat', 'ld', 'as']);

/** What distributions call the packages that they come in, headers included. */
const packages =
  /^(?:build-essential|build-base|gcc|g\+\+|cpp|gcc-c\+\+|clang|binutils|make|cmake|ninja-build|meson|autoconf|automake|libtool|bison|flex|m4|git|git-core|git-man|subversion|mercurial|golang|golang-go|golang-bin|golang-src|go|rust|rustc|cargo|maven|gradle|ant|default-jdk|default-jdk-headless|pkg-config|pkgconf|patch|dpkg-dev|alpine-sdk|abuild|fortify-headers|libc-dev-bin|linux-libc-dev|kernel-headers|linux-headers)(?:[-_.].{0,60})?$|^(?:openjdk-?\d+-jdk|java-[\d.]+-openjdk-devel|openjdk\d+-jdk)(?:-headless)?$|^.{1,80}-(?:dev|devel)$|^lib(?:gcc|stdc\+\+)-\d+-dev$|^python3-dev.{0,10}$/;

/** Parts that other programs need: every Debian image has gcc-12-base. */
const notOnes = /-(?:base|doc|lib|libs|secret)$|^git-lfs$/;

/** A package of a distribution that only a build needs. */
export const isBuildPackage = (name: string): boolean => packages.test(name.slice(0, 200)) && !notOnes.test(name);
