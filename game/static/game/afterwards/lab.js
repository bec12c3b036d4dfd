// The picture of the lab by the arrow keys. Without this file its links do the same.

const pictured = document.getElementById("pictured");

pictured?.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("select, input, .scroll")) return;
  const back = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  const on = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const link = { [back]: "[rel=prev]", [on]: "[rel=next]" }[event.key];
  if (link) pictured.querySelector(link)?.click();
});

// After a step the picture keeps the keys: it is where the address points.
if (location.hash === "#pictured") pictured?.focus({ preventScroll: true });
