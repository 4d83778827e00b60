/** The only place that makes script addresses: the page's policy lets no other text become one. */

interface UrlPolicy {
  createScriptURL(url: string): unknown;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): UrlPolicy;
}

/** Only our own origin. */
function own(url: string): string {
  if (new URL(url, location.href).origin !== location.origin) throw new TypeError('a script of another origin');
  return url;
}

const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = types?.createPolicy('pulih-url', { createScriptURL: own });

/** As the types of the DOM have it: they do not know trusted addresses yet. */
export function scriptUrl(url: string | URL): URL {
  return (policy ? policy.createScriptURL(String(url)) : own(String(url))) as URL;
}
