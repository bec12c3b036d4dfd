/** 128 random bits as 32 hexadecimal digits: an id that nobody else has drawn, or ever will. */
export function drawn() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
