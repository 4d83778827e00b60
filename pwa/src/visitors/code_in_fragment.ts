/** What a picture's address carries behind its `#`: never sent to a server. It is taken out of the bar at once. */
export function codeInFragment(): string {
  const code = location.hash.slice(1);
  if (code) history.replaceState(null, '', location.pathname);
  return /^[0-9A-Za-z-]{1,40}$/.test(code) ? code : '';
}
