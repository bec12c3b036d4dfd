// Two sounds, made and not fetched: the chair's bell and a gavel. A browser lets a page be heard only after
// somebody has pressed something in it (`wake`); before that both are silent.

let audio = null;

export const isAwake = () => audio?.state === "running";

/** To be called from a press. */
export async function wake() {
  audio ??= new AudioContext();
  await audio.resume().catch(() => null);
}

/** A tone of so many hertz that dies away within `lasts` seconds. */
function tone(hertz, loud, lasts, after = 0) {
  const at = audio.currentTime + after;
  const sound = new OscillatorNode(audio, { frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(loud, at);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + lasts);
  sound.connect(volume).connect(audio.destination);
  sound.start(at);
  sound.stop(at + lasts);
}

/** A small bell: the strike note and partials that are a little off, as in cast metal. */
export function bell() {
  if (!isAwake()) return;
  for (const [times, loud, lasts] of [[1, 0.25, 1.8], [2.01, 0.12, 1.1], [2.99, 0.07, 0.7], [4.2, 0.04, 0.4]])
    tone(1046 * times, loud, lasts);
}

/** Two strokes on wood. */
export function gavel() {
  if (!isAwake()) return;
  for (const after of [0, 0.28])
    for (const [hertz, loud, lasts] of [[150, 0.7, 0.13], [320, 0.3, 0.06], [890, 0.12, 0.03]]) tone(hertz, loud, lasts, after);
}
