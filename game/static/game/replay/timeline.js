// When each step of a session was made, as the page has it in `#timeline`. Pure arithmetic: no page here.
// Steps count from 1; moments are milliseconds by the class's clock, without what was skipped before the meeting
// and between its lessons.

export class Timeline {
  constructor({ first, gaps, marks, skips }) {
    this.moments = gaps.reduce((all, gap) => (all.push(all.at(-1) + gap), all), [first]);
    this.marks = new Set(marks); // steps at which nothing is seen to happen
    this.skips = skips; // from which step on, how much
  }

  get head() {
    return this.moments.length;
  }

  get first() {
    return this.moments[0];
  }

  get last() {
    return this.moments[this.head - 1];
  }

  moment(step) {
    return this.moments[step - 1];
  }

  /** The moment of a step by the class's clock. */
  when(step) {
    return this.moment(step) + this.skipped(step);
  }

  skipped(step) {
    return this.skips.findLast(([from]) => from <= step)[1];
  }

  within(step) {
    return Math.min(Math.max(1, step), this.head);
  }

  /** The last step that had been made at this moment. */
  reached(moment) {
    let low = 1;
    for (let high = this.head; low < high; ) {
      const middle = Math.ceil((low + high) / 2);
      if (this.moment(middle) <= moment) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The next step, one way or the other, at which something is seen to happen. */
  beside(step, way) {
    do step += way;
    while (this.marks.has(step));
    return this.within(step);
  }
}
