/** Kinds of text whose examples may hold an image's configuration without being one. */
const otherText = /\.(?:ya?ml|md|markdown|rst|txt|toml|html?|[cm]?[jt]sx?|sh|py|go)$/i;

/** An OCI image configuration (rootfs with diff_ids), or what `image inspect` prints (RootFS and RepoTags). */
export function claims(name: string, text: string): boolean {
  if (otherText.test(name) || !/^\uFEFF?\s{0,1000}[{[]/.test(text)) return false;
  if (text.includes('"diff_ids"') && /"rootfs"\s{0,100}:/.test(text)) return true;
  return /"RootFS"\s{0,100}:/.test(text) && /"RepoTags"\s{0,100}:/.test(text) && !text.includes('"HostConfig"');
}
