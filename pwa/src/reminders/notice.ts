/** The one thing that may stand on a screen that others see: the app's neutral name, and that something waits. */
const TAG = 'reminder';

export const noticeOf = (registration: ServiceWorkerRegistration, sentence: string): Promise<void> =>
  registration.showNotification(import.meta.env.PULIH_NAME, { body: sentence, tag: TAG, icon: '/icons/icon-192.png' });
