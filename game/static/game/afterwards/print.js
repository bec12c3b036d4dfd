// The print pack: a button that opens the browser's own print window. Without this file, its menu does.

const button = document.querySelector("#print");
button.hidden = false;
button.addEventListener("click", () => print());
