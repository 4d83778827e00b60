/** The app among the phone's own: the browser's offer is kept for when she looks for it, never thrown at her. */

/** Chromium's, in no standard library. */
interface InstallOffer extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

let offer = $state.raw<InstallOffer | undefined>();
let installed = $state(false);

export const install = {
  /** `menu`: no offer came, and the browser's own menu has it. */
  get way(): 'installed' | 'offered' | 'menu' {
    if (installed || matchMedia('(display-mode: standalone)').matches) return 'installed';
    return offer ? 'offered' : 'menu';
  },
  /** An offer is good once; after a no the menu is left. */
  async ask(): Promise<void> {
    const asked = offer;
    offer = undefined;
    const answer = await asked?.prompt();
    installed = answer?.outcome === 'accepted';
  },
};

/** From the start on: the browser offers once, early. */
export function watchInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer = event as InstallOffer;
  });
  addEventListener('appinstalled', () => {
    installed = true;
  });
}
