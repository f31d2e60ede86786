/**
 * What `docker inspect` and `podman inspect` print of containers, and the engines' APIs answer: JSON with a Config, a HostConfig
 * and a State. The names of live objects (`container:web`) are no files.
 */
export function claims(name: string, text: string): boolean {
  if (name.includes('.') && !/\.json$/i.test(name) && !/^(?:container|docker|podman):/.test(name)) return false;
  if (!/^\uFEFF?\s{0,1000}[{[]/.test(text)) return false;
  return /"HostConfig"\s{0,100}:/.test(text) && /"Config"\s{0,100}:/.test(text) && /"State"\s{0,100}:/.test(text);
}
