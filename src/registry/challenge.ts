/** What a registry asks for. Source: RFC 9110 11.6.1; distribution-spec's "token authentication" (distribution 2.8 docs/spec/auth/token.md). */
export type Challenge = { readonly scheme: 'basic' } | { readonly scheme: 'bearer'; readonly realm: string; readonly service?: string };

/** Undefined: neither Basic nor Bearer. Of several the first that is understood. */
export function challengeOf(header: string | undefined): Challenge | undefined {
  const text = (header ?? '').slice(0, 4000);
  const bearer = /(?:^|,\s{0,9})Bearer\s+(.*)$/i.exec(text)?.[1];
  if (bearer !== undefined) {
    const parts = new Map(
      [...bearer.matchAll(/([a-z_]{1,20})="([^"]{0,2000})"/gi)].map(([, key = '', value = '']) => [key.toLowerCase(), value]),
    );
    const [realm, service] = [parts.get('realm'), parts.get('service')];
    if (realm !== undefined) return { scheme: 'bearer', realm, ...(service === undefined ? {} : { service }) };
  }
  return /(?:^|,\s{0,9})Basic(?:\s|$)/i.test(text) ? { scheme: 'basic' } : undefined;
}
