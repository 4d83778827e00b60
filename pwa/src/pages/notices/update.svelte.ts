/** A newer app lies ready: it is offered, never forced, and never while a form is open. */
import { scriptUrl } from '../../core/device/script_url';

const HOUR = 3_600_000;

/** How long a newer app may take to come, over a thin line. */
const PATIENCE = 60_000;

let waiting = $state.raw<ServiceWorker | null>(null);
let asked = false;
let registered: ServiceWorkerRegistration | undefined;

export const update = {
  get ready(): boolean {
    return waiting !== null;
  },
  take(): void {
    asked = true;
    waiting?.postMessage({ type: 'SKIP_WAITING' });
  },
  /** Looks for a newer app and takes it. Resolves with false where none came. */
  async bring(): Promise<boolean> {
    if (!waiting) await registered?.update().then(installed, () => undefined);
    update.take();
    return waiting !== null;
  },
};

/** Registers the worker that lets the app start without signal. Without one the app still works, online. */
export async function watchUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => asked && location.reload());
  const registration = await navigator.serviceWorker.register(scriptUrl('/sw.js')).catch(() => null);
  if (!registration) return;
  registered = registration;
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

/** What is being installed is whole, or has failed. */
function installed(registration: ServiceWorkerRegistration | undefined): Promise<void> {
  const coming = registration?.installing;
  if (!coming) return Promise.resolve();
  return new Promise((done) => {
    setTimeout(done, PATIENCE);
    coming.addEventListener('statechange', () => done());
  });
}
