/** Asks the browser to wake the worker when there is a line. Where it cannot, what waits goes at the next start. */

export const SEND_LATER = 'boxes';

/** What a page's types do not know of a registration. */
interface WakingRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}

export function sendLater(): void {
  void navigator.serviceWorker?.ready
    .then((registration) => (registration as WakingRegistration).sync?.register(SEND_LATER))
    .catch(() => undefined);
}
