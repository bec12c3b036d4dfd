// The commands this page has sent, or wants to send, and has had no answer to. They lie in the tab's
// storage too, so a reload sends them again; the server knows a command by its id and does it once.

import { drawn } from "./drawn.js";
import { keep, recall } from "../every_page/store.js";
import { SAME_TAP } from "./taps.js";


/** A queue in order of asking: entries are {command: {id, act, ...}, form: id of its form}. */
export class Unanswered {
  /** `name` must tell one seat from another: a command must never be sent again as somebody else. */
  constructor(name) {
    this.key = `unanswered ${name}`;
    this.entries = recall(this.key, []);
    this.done = null;
  }

  /** Queues a command with a new id; null when the form's last one is the very same (two taps), or was done
      just now and has left the form empty (`isClear`). */
  add(fields, form, isClear = false) {
    const last = this.entries.findLast((entry) => entry.form === form);
    if (last && same(last.command, fields)) return null;
    const justNow = this.done?.form === form && Date.now() - this.done.at < SAME_TAP;
    if (justNow && (isClear || same(this.done.command, fields))) return null;
    const entry = { command: { ...fields, id: drawn() }, form };
    this.entries.push(entry);
    keep(this.key, this.entries);
    return entry;
  }

  /** Takes the entry that is answered here out of the queue; undefined when it was answered before. */
  take({ id, ok }) {
    const entry = this.entries.find(({ command }) => command.id === id);
    if (entry && ok) this.done = { ...entry, at: Date.now() };
    this.entries = this.entries.filter((other) => other !== entry);
    keep(this.key, this.entries.length ? this.entries : null);
    return entry;
  }

  has(id) {
    return this.entries.some(({ command }) => command.id === id);
  }
}

function same(command, fields) {
  const { id, ...asked } = command;
  return JSON.stringify(asked) === JSON.stringify({ ...fields, id: undefined });
}
