/** What a page's types do not know of a worker. */

interface AppWindow {
  readonly visibilityState: DocumentVisibilityState;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}

export interface WorkerEvent extends Event {
  readonly notification?: Notification;
  readonly request: Request;
  readonly data?: unknown;
  readonly tag?: string;
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(what: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly AppWindow[]>;
    openWindow(address: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: string, act: (event: WorkerEvent) => void): void;
}

export const worker = self as unknown as WorkerScope;
