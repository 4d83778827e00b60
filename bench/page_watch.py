"""What a page itself is asked to look at, by its own clock (ms since it was opened)."""

# The longest answer of a worker: with a PIN just typed that is Argon2, which is meant to be dear.
WORKERS = """(() => {
  globalThis.watched = {longest: 0};
  const Before = globalThis.Worker;
  globalThis.Worker = class extends Before {
    constructor(...how) {
      super(...how);
      this.asked = [];
      this.addEventListener('message', () => {
        watched.longest = Math.max(watched.longest, performance.now() - (this.asked.shift() ?? Infinity));
      });
    }
    postMessage(...what) {
      this.asked.push(performance.now());
      super.postMessage(...what);
    }
  };
})()"""

FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"

# The service worker is active when it has kept the whole app.
APP_KEPT = "navigator.serviceWorker.ready.then(() => null)"

# From the next tap until the places at the bottom stand there, painted.
TAP_UNTIL_PLACES = """() => {
  watched.longest = watched.there = 0;
  addEventListener('click', (tap) => { watched.tapped = tap.timeStamp; }, {capture: true, once: true});
  const look = () => {
    if (document.querySelector('nav')?.checkVisibility()) setTimeout(() => { watched.there = performance.now(); });
    else requestAnimationFrame(look);
  };
  look();
}"""

# From each keystroke until the frame that answers it was painted.
KEYSTROKES = """() => {
  Object.assign(watched, {typed: 0, shown: 0, took: []});
  addEventListener('keydown', (key) => {
    watched.typed += 1;
    requestAnimationFrame(() => setTimeout(() => {
      watched.took.push(performance.now() - key.timeStamp);
      watched.shown += 1;
    }));
  }, true);
}"""

# From the tap on *Simpan* until the words stand there, painted.
TAP_UNTIL_SAID = """(words) => {
  globalThis.said = {tapped: 0, there: 0};
  addEventListener('click', (tap) => { said.tapped = tap.timeStamp; }, true);
  const first = (path) => document.evaluate(path, document, null, 9).singleNodeValue;
  const look = () => {
    if (first(`//main//*[text()[contains(., '${words}')]]`)?.checkVisibility()) said.there = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}"""
