// Days and times of day as people write them where this browser is: in its zone and its language. The server has
// written them in its own (game/templatetags/times.py), which stand while there is no script.
//   <time datetime="2026-11-25T23:53:02Z" data-as="clock|day|stamp|near">
//   <option data-day="..."> names its day behind a dot
//   <input name="zone" data-zone> tells the server which zone a day in that form is meant in

// A browser without a language of its own may name one that is none, such as "C".
const here = navigator.languages.filter((name) => /^[a-z]{2,8}(-\w{1,8})*$/i.test(name));
const format = (shape) => new Intl.DateTimeFormat(here, shape);
const clock = format({ timeStyle: "short" });
const seconds = format({ timeStyle: "medium" });
const day = format({ dateStyle: "long" });
const stamp = format({ dateStyle: "long", timeStyle: "short" });
const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" }); // within a sentence

const midnight = (at) => new Date(at).setHours(0, 0, 0, 0);

/** "today, 23:53"; further back the day. */
function near(at) {
  const days = Math.round((midnight(at) - midnight(Date.now())) / 86400000);
  return days === 0 || days === -1 ? `${ago.format(days, "day")}, ${clock.format(at)}` : stamp.format(at);
}

const SHAPES = {
  clock: (at) => clock.format(at),
  day: (at) => day.format(at),
  stamp: (at) => stamp.format(at),
  near,
};

/** The server's words with the time in them ("23:53:02") as it was here at that moment (ms). */
export const inWords = (words, at) => words.replace(/\d\d:\d\d:\d\d/, () => seconds.format(at));

/** All moments within an element. */
export function retell(root) {
  for (const time of root.querySelectorAll("time[data-as]")) {
    const words = SHAPES[time.dataset.as](new Date(time.dateTime));
    if (time.textContent !== words) time.textContent = words;
  }
  for (const option of root.querySelectorAll("option[data-day]")) {
    option.text = option.text.replace(/ · .*/, () => ` · ${day.format(new Date(option.dataset.day))}`);
  }
  const { timeZone } = clock.resolvedOptions();
  for (const field of root.querySelectorAll("[data-zone]")) field.value = timeZone;
}

document.addEventListener("htmx:after:swap", () => retell(document));
retell(document);
