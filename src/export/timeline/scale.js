// Days to places on the screen, and the ticks of the axis.
const LABELS = { width: 150 };
const size = { width: 900 };
const xOf = (day) => LABELS.width + ((day - state.from) / (state.to - state.from)) * (size.width - LABELS.width - 12);
const dayAt = (x) => state.from + ((x - LABELS.width) / (size.width - LABELS.width - 12)) * (state.to - state.from);
// Kept near the picture, so that no browser loses itself in large numbers.
const near = (x) => Math.max(LABELS.width - 40, Math.min(size.width + 40, x));

function show(from, to) {
  const [first, last] = data.axis;
  const whole = last - first;
  let length = Math.max(2, Math.min(whole, to - from));
  let start = Math.max(first, Math.min(last - length, from));
  state.from = start;
  state.to = start + length;
}
function zoom(factor, around) {
  const middle = around === undefined ? (state.from + state.to) / 2 : around;
  show(middle - (middle - state.from) * factor, middle + (state.to - middle) * factor);
}

// Ticks no closer than they can be read: [day, words, whether a larger unit begins].
function ticks() {
  const perDay = (size.width - LABELS.width) / (state.to - state.from);
  const found = [];
  const first = dateOf(Math.floor(state.from));
  const year = first.getUTCFullYear();
  const last = dateOf(Math.ceil(state.to)).getUTCFullYear();
  if (perDay * 365 < 500) {
    let step = 1;
    for (const one of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]) { step = one; if (perDay * 365 * one > 48) break; }
    const months = step === 1 && perDay * 365 > 180 ? 3 : 12;
    for (let y = Math.floor(year / step) * step; y <= last; y += step) {
      for (let m = 0; m < 12; m += months) found.push([dayOf(y, m), m === 0 ? String(y) : MONTHS[m], m === 0]);
    }
  } else if (perDay * 30 < 220) {
    const step = perDay * 30 > 44 ? 1 : 2;
    for (let y = year; y <= last; y += 1) {
      for (let m = 0; m < 12; m += step) found.push([dayOf(y, m), m === 0 ? "Jan " + y : MONTHS[m], m === 0]);
    }
  } else {
    const step = perDay > 34 ? 1 : perDay > 14 ? 5 : 10;
    for (let month = dayOf(year, first.getUTCMonth()); month <= state.to; ) {
      const at = dateOf(month);
      const next = dayOf(at.getUTCFullYear(), at.getUTCMonth() + 1);
      for (let day = month; day < next; day += step) {
        if (day > month && next - day < step * 0.7) break;
        const number = dateOf(day).getUTCDate();
        found.push([day, day === month ? "1 " + MONTHS[at.getUTCMonth()] + " " + at.getUTCFullYear() : String(number), day === month]);
        if (day === month && step > 1) day -= 1;
      }
      month = next;
    }
  }
  return found.filter(([day]) => day >= state.from && day <= state.to);
}
