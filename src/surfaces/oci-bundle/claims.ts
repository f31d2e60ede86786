/** A runtime-spec config.json, by what it must hold: its version, and a process or a root (config.md). JSON only. */
export function claims(name: string, text: string): boolean {
  if (name.includes('.') && !/\.json$/i.test(name)) return false;
  if (!text.includes('"ociVersion"') || !/^\uFEFF?\s{0,1000}\{/.test(text)) return false;
  return /"(?:process|root)"\s{0,100}:\s{0,100}\{/.test(text);
}
