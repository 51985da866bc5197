// Where it was: places on a grid of degrees. Without a place with coordinates there is nothing of it.
const mapBox = $("map");
const MAP = { width: 356, least: 130, most: 240, edge: 18 };
const sizeBy = el("select", { id: "map-size" }, ...["events", "deaths"].map((word) => el("option", { value: word }, word)));
const mapBody = el("div", {});

// Places are parted where the widest gap is, so that neighbours across 180° stay neighbours.
function unrolled() {
  const all = [...new Set(data.places.map((place) => place.lon))].sort((a, b) => a - b);
  let [cut, widest] = [all[0], all[0] + 360 - all[all.length - 1]];
  for (let at = 1; at < all.length; at += 1) if (all[at] - all[at - 1] > widest) [cut, widest] = [all[at], all[at] - all[at - 1]];
  return (lon) => (lon < cut ? lon + 360 : lon);
}
// Equirectangular, true to scale in the middle: the extent of all places with a margin.
const ground = (() => {
  if (!data.places.length) return null;
  const lonOf = unrolled();
  const ends = (list) => list.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)], [Infinity, -Infinity]);
  const room = ([low, high], share) => { const more = Math.max((high - low) * share, 0.25); return [low - more, high + more]; };
  let [west, east] = room(ends(data.places.map((place) => lonOf(place.lon))), 0.14);
  let [south, north] = room(ends(data.places.map((place) => place.lat)), 0.12);
  const squeeze = Math.max(0.15, Math.cos(((south + north) / 2 / 180) * Math.PI));
  let perDegree = MAP.width / ((east - west) * squeeze);
  if ((north - south) * perDegree > MAP.most) {
    perDegree = MAP.most / (north - south);
    const more = (MAP.width / perDegree / squeeze - (east - west)) / 2;
    [west, east] = [west - more, east + more];
  }
  const short = (MAP.least / perDegree - (north - south)) / 2;
  if (short > 0) [south, north] = [south - short, north + short];
  const height = (north - south) * perDegree;
  const xy = (lon, lat) => [(lonOf(lon) - west) * squeeze * perDegree, (north - lat) * perDegree];
  return { west, east, south, north, height, xy, perLon: squeeze * perDegree, perLat: perDegree };
})();

const degrees = (number, step, [positive, negative]) => {
  const decimals = step < 1 ? String(step).length - 2 : 0;
  const text = Math.abs(number).toFixed(decimals);
  return Number(text) === 0 || Number(text) === 180 ? text + "°" : text + "° " + (number > 0 ? positive : negative);
};
function graticule() {
  const { west, east, south, north, height } = ground;
  const steps = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45, 90];
  const step = steps.find((one) => (east - west) / one <= 6 && (north - south) / one <= 6) || 90;
  const [lines, words] = [[], []];
  for (let n = Math.ceil(west / step); n * step <= east; n += 1) {
    const x = (n * step - west) * ground.perLon;
    const lon = ((((n * step + 180) % 360) + 360) % 360) - 180;
    lines.push("M" + x.toFixed(1) + ",0V" + height.toFixed(1));
    words.push(svg("text", { class: "degrees", x: Math.max(18, Math.min(MAP.width - 18, x)).toFixed(1), y: (height + 13).toFixed(1), "text-anchor": "middle" }, degrees(lon, step, "EW")));
  }
  for (let n = Math.ceil(south / step); n * step <= north; n += 1) {
    if (Math.abs(n * step) > 90) continue;
    const y = (north - n * step) * ground.perLat;
    lines.push("M0," + y.toFixed(1) + "H" + MAP.width);
    if (y > 12) words.push(svg("text", { class: "degrees", x: 3, y: (y - 3).toFixed(1) }, degrees(n * step, step, "NS")));
  }
  return [svg("rect", { class: "ground", x: 0.5, y: 0.5, width: MAP.width - 1, height: (height - 1).toFixed(1) }), svg("path", { class: "grid", d: lines.join("") }), ...words];
}

// The days from the last change up to the next one.
function stepOf(day) {
  let [from, to] = data.axis;
  for (const stop of stops()) {
    if (stop > day) { to = stop; break; }
    from = stop;
  }
  return [from, to];
}
// 2: certainly in these days, 1: possibly, 0: not.
const inDays = (item, from, to) => {
  if (!item.r.some(([first, end]) => first < to && end > from)) return 0;
  return isDay(item.d[0]) && isDay(item.d[1]) && item.d[0] >= from && item.d[1] < to && item.r.some((run) => run[2] === 2) ? 2 : 1;
};
function countsOf(from, to) {
  const all = data.places.map((place, number) => ({ place, number, items: [], sure: 0, maybe: 0, dead: 0, allDead: 0, unknown: 0, today: 0 }));
  for (const item of layout.items) {
    if (item.of !== "event" || !item.at) continue;
    const how = inDays(item, from, to);
    for (const number of item.at) {
      const one = all[number];
      one.items.push(item);
      one.allDead += item.x || 0;
      if (how === 0) continue;
      if (how === 2) one.sure += 1; else one.maybe += 1;
      one.dead += item.x || 0;
      one.today = Math.max(one.today, onDay(item.r, state.day));
      if (item.x === null && item.killed !== null) one.unknown += 1;
    }
  }
  return all;
}
function placeWords(one) {
  const count = (number, word) => number + " " + word + (number === 1 ? "" : "s");
  const parts = [];
  if (one.sure) parts.push(count(one.sure, "event"));
  if (one.maybe) parts.push((one.sure ? String(one.maybe) : count(one.maybe, "event")) + " possibly");
  if (one.dead) parts.push(one.dead + " killed");
  if (one.unknown) parts.push("deaths of " + one.unknown + " unknown");
  return one.place.name + ": " + (parts.join(", ") || "none in these days") + ", " + one.items.length + " in all";
}
const placeButton = (one) => button(placeWords(one), { class: "item", "data-at": one.place.key }, () => choosePlace(one));
function choosePlace(one) {
  state.chosen = null;
  state.place = one.number;
  const { name, lat, lon } = one.place;
  const items = [...one.items].sort((a, b) => startOf(a) - startOf(b));
  details.replaceChildren(button("Close", { class: "close", title: "Close (Escape)" }, () => choose(null)), el("p", { class: "kind-line" }, "place"), el("h2", {}, name), listOf([["latitude", lat + "°"], ["longitude", lon + "°"]]), items.length ? many(items, itemLine) : el("p", { class: "none" }, "No event that is shown was here."));
  redraw();
}

// Names where there is room for them, the fuller places first.
function namesOf(all, radius) {
  const taken = all.map((one) => { const [[x, y], r] = [ground.xy(one.place.lon, one.place.lat), radius(one)]; return [x - r, y - r, x + r, y + r]; });
  const words = [];
  for (const one of all.slice(0, 40)) {
    const [x, y] = ground.xy(one.place.lon, one.place.lat);
    const text = one.place.short.length > 16 ? one.place.short.slice(0, 15) + "…" : one.place.short;
    const [r, length] = [radius(one) + 3, text.length * 6.2];
    const spots = [[x + r, y + 4, "start", x + r], [x - r, y + 4, "end", x - r - length], [x, y - r - 1, "middle", x - length / 2], [x, y + r + 9, "middle", x - length / 2]];
    for (const [at, base, anchor, left] of spots) {
      const box = [left, base - 10, left + length, base + 2];
      const isFree = taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
      if (left < 2 || left + length > MAP.width - 2 || base < 10 || base > ground.height - 2 || !isFree) continue;
      taken.push(box);
      words.push(svg("text", { class: "node-name", x: at.toFixed(1), y: base.toFixed(1), "text-anchor": anchor }, text));
      break;
    }
  }
  return words;
}
function showMap() {
  if (!ground) return;
  const [from, to] = stepOf(state.day);
  const counts = countsOf(from, to);
  const isByDeaths = sizeBy.value === "deaths";
  const whole = (one) => (isByDeaths ? one.allDead : one.items.length);
  const inStep = (one) => (isByDeaths ? one.dead : one.sure + one.maybe);
  const most = counts.reduce((found, one) => Math.max(found, whole(one)), 1);
  const radiusOf = (number) => (number ? 4 + 13 * Math.sqrt(number / most) : 3);
  const all = [...counts].sort((a, b) => b.sure + b.maybe - a.sure - a.maybe || whole(b) - whole(a) || a.number - b.number);
  const shown = all.filter((one) => one.sure + one.maybe > 0);
  const marks = [...all].sort((a, b) => whole(b) - whole(a)).map((one) => {
    const [cx, cy] = ground.xy(one.place.lon, one.place.lat).map((number) => number.toFixed(1));
    const group = svg("g", { class: "place", "data-place": one.number }, svg("circle", { class: "whole", cx, cy, r: radiusOf(whole(one)).toFixed(1) }));
    if (one.sure + one.maybe) group.append(svg("circle", { class: "step" + (one.sure ? "" : " maybe") + (one.today === 2 ? " today" : ""), cx, cy, r: radiusOf(inStep(one)).toFixed(1) }));
    group.append(svg("circle", { class: "spot", cx, cy, r: 1.8 }), svg("circle", { class: "hit", cx, cy, r: Math.max(9, radiusOf(whole(one))).toFixed(1) }), svg("title", {}, placeWords(one)));
    group.addEventListener("click", () => choosePlace(one));
    return group;
  });
  const days = to - from === 1 ? dayWords(from) : dayWords(from) + " to " + dayWords(to - 1);
  const names = shown.length ? shown.slice(0, 8).map((one) => one.place.name).join(", ") + (shown.length > 8 ? " and " + (shown.length - 8) + " more" : "") : "none";
  const image = svg("svg", { class: "map-picture", role: "img", viewBox: "0 0 " + MAP.width + " " + (ground.height + MAP.edge).toFixed(1), "aria-label": "Map of " + data.places.length + " places. With events from " + days + ": " + names + ". The list below has the same content." }, ...graticule(), ...marks, ...namesOf(all, (one) => radiusOf(whole(one))));
  const rest = all.filter((one) => one.sure + one.maybe === 0);
  const elsewhere = layout.items.filter((item) => item.of === "event" && !item.at).length;
  const heading = (words, list) => (list.length ? [el("h3", {}, words), many(list, placeButton, 20)] : []);
  const asList = el("details", {}, el("summary", {}, "As a list: " + shown.length + " of " + all.length + " places"), ...heading("With events in these days", shown), ...heading("Without", rest));
  asList.open = mapBody.querySelector("details[open]") !== null;
  mapBody.replaceChildren(
    image,
    el("p", { class: "small" }, "Outline: all days. Filled: " + days + ", between two changes; darker: on the day itself; broken edge: only possibly. What was at several places counts at each." + (elsewhere ? " Without coordinates: " + elsewhere + (elsewhere === 1 ? " event." : " events.") : "")),
    asList,
  );
  markPlaces();
}
function markPlaces() {
  if (!ground) return;
  const chosen = state.chosen && state.chosen.at ? state.chosen.at : state.place === null ? [] : [state.place];
  for (const mark of mapBody.querySelectorAll("[data-place]")) mark.classList.toggle("chosen", chosen.includes(Number(mark.getAttribute("data-place"))));
}
if (ground) {
  sizeBy.addEventListener("change", showMap);
  mapBox.append(el("div", { class: "map-head" }, el("h2", {}, "Where"), el("label", { class: "small" }, "Size by ", sizeBy)), mapBody);
}
