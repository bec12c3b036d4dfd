// Who works by keyboard must not be thrown to the top of the page when what they pressed is replaced.

const CAN_HAVE = "button, input:not([type=hidden]), select, textarea, a[href], summary";

/** Notes where the focus is; the function returned puts it, should it be lost, on what has taken that place. */
export function keptFocus() {
  const had = document.activeElement;
  const places = [];
  for (let at = had; at && at !== document.body; at = at.parentElement) if (at.id) places.push(at.id);
  return () => {
    if (had?.isConnected && document.activeElement !== document.body) return;
    const shown = places.map((id) => document.getElementById(id)).find((place) => place?.checkVisibility());
    if (!shown) return;
    const first = [...shown.querySelectorAll(CAN_HAVE)].find((one) => !one.disabled && one.checkVisibility());
    const next = shown.querySelector("h2[tabindex]") ?? first ?? shown;
    if (next === shown) shown.tabIndex = -1;
    next.focus({ preventScroll: true });
  };
}
