/// <reference types="svelte" />
/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** The neutral name of this deployment. */
  readonly PULIH_NAME: string;
  /** Where the API lives; empty means the app's own origin. */
  readonly PULIH_API: string;
}
