/** Baked in by the build: the deployment's short name and the app's version. */
declare const __APP_NAME__: string
declare const __APP_VERSION__: string
