/** A newer app lies ready: it is offered, never forced, and never while a form is open. */
import { scriptUrl } from '../core/device/script_url';

const HOUR = 3_600_000;

let waiting = $state.raw<ServiceWorker | null>(null);
let asked = false;

export const update = {
  get ready(): boolean {
    return waiting !== null;
  },
  take(): void {
    asked = true;
    waiting?.postMessage({ type: 'SKIP_WAITING' });
  },
};

/** Registers the worker that lets the app start without signal. Without one the app still works, online. */
export async function watchUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => asked && location.reload());
  const registration = await navigator.serviceWorker.register(scriptUrl('/sw.js')).catch(() => null);
  if (!registration) return;
  const note = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) waiting = registration.waiting;
  };
  note();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', note));
  askNowAndThen(registration);
}

/** An app that stays open for days asks too, when somebody looks at it, at most every hour. */
function askNowAndThen(registration: ServiceWorkerRegistration): void {
  let last = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - last < HOUR) return;
    last = Date.now();
    registration.update().catch(() => undefined);
  });
}
