// The commands this page has sent, or wants to send, and has had no answer to. They lie in the tab's
// storage too, so a reload sends them again; the server knows a command by its id and does it once.

import { keep, recall } from "./store.js";

// Random per page, so that two tabs of one seat never choose the same id.
const PREFIX = Math.random().toString(36).slice(2, 6).padEnd(4, "0");
let count = 0;

/** A queue in order of asking: entries are {command: {id, act, ...}, form: id of its form}. */
export class Unanswered {
  /** `name` must tell one seat from another: a command must never be sent again as somebody else. */
  constructor(name) {
    this.key = `unanswered ${name}`;
    this.entries = recall(this.key, []);
  }

  /** Queues a command with a new id; null when the form's last one is the very same (a double click). */
  add(fields, form) {
    const last = this.entries.findLast((entry) => entry.form === form);
    if (last && same(last.command, fields)) return null;
    const entry = { command: { ...fields, id: `${PREFIX}-${++count}` }, form };
    this.entries.push(entry);
    keep(this.key, this.entries);
    return entry;
  }

  /** Takes the entry with this id out of the queue and returns it; undefined when it was answered before. */
  take(id) {
    const entry = this.entries.find(({ command }) => command.id === id);
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
