/** The one policy under which this app names scripts by URL: its own worker files and service worker, nothing else. */

interface Policy {
  createScriptURL(url: string): string
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy
}

function own(url: string): string {
  if (new URL(url, location.href).origin !== location.origin) throw new TypeError('not ours')
  return url
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes
const policy = factory?.createPolicy('pulih-url', { createScriptURL: own })

/** A script URL the browser accepts under `require-trusted-types-for 'script'`. */
export const scriptUrl = (url: string): string => policy?.createScriptURL(url) ?? own(url)
