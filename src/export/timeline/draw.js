// The picture: only what is in sight is drawn.
const chart = $("chart");
const picture = svg("svg", { id: "picture", "aria-hidden": "true" });
chart.append(picture);
const axisPicture = svg("svg", { height: 26 });
$("axis").append(axisPicture);
let printing = false;

// Marks by kind: paths around 0, 0 in a box of 12.
const GLYPHS = {
  clash: "M-5,-5L5,5M5,-5L-5,5",
  strike: "M0,6L-6,-5L6,-5Z",
  seizure: "M-5,-5H5V5H-5Z",
  abduction: "M0,-6L6,0L0,6L-6,0Z",
  arrest: "M-5,-3H5V5H-5ZM-3,-3V-6H3V-3",
  "ceasefire-breach": "M-5,-5H5L-5,5H5Z",
  "violence-against-civilians": "M-6,0A6,6 0 1 0 6,0A6,6 0 1 0 -6,0ZM-3,0H3M0,-3V3",
  split: "M-6,0H-1L5,-5M-1,0L5,5",
  merger: "M6,0H1L-5,-5M1,0L-5,5",
  rename: "M-6,-2H4L1,-5M6,2H-4L-1,5",
  signing: "M-5,5L4,-4M-5,5L-4,1L3,-6L5,-4L-1,4Z",
  deployment: "M-4,-6L5,0L-4,6Z",
  withdrawal: "M4,-6L-5,0L4,6Z",
  declaration: "M-6,-5H6V2H0L-3,6V2H-6Z",
  protest: "M-4,6V-6L5,-2L-4,2",
  designation: "M0,-6L6,-1L4,6H-4L-6,-1Z",
  other: "M-4,0A4,4 0 1 0 4,0A4,4 0 1 0 -4,0Z",
};
const OPEN = new Set(["clash", "split", "merger", "rename"]);
const pen = (certainty) => pens.get(certainty) || "solid";
const looks = (of, k) => kindOf(of, k).look;

function glyph(kind, certainty, extra) {
  const path = GLYPHS[kind] || GLYPHS.other;
  return svg("path", { d: path, class: "glyph " + kind + " " + looks("event", kind) + " " + pen(certainty) + (OPEN.has(kind) ? " open" : ""), ...extra });
}
const isChosen = (item) => state.chosen !== null && state.chosen.id === item.id;

function bar(parts, item, words, y) {
  const look = looks("relation", item.k);
  const height = ROW - 4;
  const group = svg("g", { class: "bar " + look + " " + pen(item.c) + (isChosen(item) ? " chosen" : ""), "data-id": item.id });
  const left = near(xOf(item.r[0][0] === BEFORE ? state.from - 1e6 : item.r[0][0]));
  const right = near(xOf(item.r[item.r.length - 1][1] === AFTER ? state.to + 1e6 : item.r[item.r.length - 1][1]));
  if (right <= LABELS.width || left >= size.width) return;
  const x0 = Math.max(LABELS.width, left);
  group.append(svg("rect", { class: "hit", x: x0, y, width: Math.max(6, Math.min(right, size.width) - x0), height }));
  let core = null;
  for (const [from, to, holds] of item.r) {
    const a = near(from === BEFORE ? LABELS.width - 40 : xOf(from));
    const b = near(to === AFTER ? size.width + 40 : xOf(to));
    if (holds === 2) {
      core = [a, b];
      group.append(svg("rect", { class: "core", x: a, y, width: Math.max(1.5, b - a), height, rx: 2 }));
    }
  }
  for (const [from, to, holds] of item.r) {
    if (holds === 2) continue;
    const a = near(from === BEFORE ? LABELS.width - 40 : xOf(from));
    const b = near(to === AFTER ? size.width + 40 : xOf(to));
    const isStart = core !== null && b <= core[0] + 0.01;
    const isEnd = core !== null && a >= core[1] - 0.01;
    const isOpen = (isStart && item.b[0] === BEFORE) || (isEnd && item.b[3] === AFTER) || (!isStart && !isEnd && (item.b[0] === BEFORE || item.b[3] === AFTER));
    if (isOpen) {
      group.append(svg("line", { class: "open", x1: a, x2: b, y1: y + height / 2, y2: y + height / 2 }));
    } else if (isStart || isEnd) {
      group.append(svg("rect", { class: "soft", x: a, y: y + 1, width: Math.max(1, b - a), height: height - 2, fill: "url(#" + (isStart ? "in-" : "out-") + look + ")" }));
      group.append(svg("path", { class: "edge", d: isStart ? "M" + b + "," + (y + 1) + "L" + a + "," + (y + height / 2) + "L" + b + "," + (y + height - 1) : "M" + a + "," + (y + 1) + "L" + b + "," + (y + height / 2) + "L" + a + "," + (y + height - 1) }));
    } else {
      group.append(svg("rect", { class: "maybe", x: a, y: y + 1, width: Math.max(1.5, b - a), height: height - 2, rx: 2 }));
    }
  }
  // how it ends: ongoing, unknown, derived
  const endX = core === null ? right : core[1];
  const middle = y + height / 2;
  if (item.end === "ongoing" && endX < size.width) {
    group.append(svg("path", { class: "tip", d: "M" + endX + "," + (y - 1) + "l7," + (height / 2 + 1) + "l-7," + (height / 2 + 1) }));
  } else if (item.end === "unknown" && item.b[3] === AFTER) {
    const at = Math.min(size.width - 14, Math.max(endX, x0) + 10);
    group.append(svg("text", { class: "unknown", x: at, y: middle + 4 }, "?"));
  } else if (item.end === "derived") {
    const at = near(xOf((item.b[2] + item.b[3]) / 2));
    if (at > LABELS.width && at < size.width) group.append(svg("path", { class: "derived", d: "M" + (at - 5) + "," + middle + "l5,-5l5,5l-5,5Z" }));
  }
  if (item.start === "unknown" && item.b[0] === BEFORE) group.append(svg("text", { class: "unknown", x: LABELS.width + 3, y: middle + 4 }, "?"));
  else if (item.r[0][0] > BEFORE && item.r[0][0] === data.windows[0][0] && item.b[0] < item.r[0][0]) group.append(svg("text", { class: "unknown", x: LABELS.width + 2, y: middle + 4 }, "‹"));
  // its words, where there is room
  const text = words + (item.c === "reported" || item.c === "confirmed" ? "" : " (" + item.c + ")");
  let textStart = Math.max(LABELS.width + 13, (core === null ? left : core[0]) + 5);
  if (core !== null && core[1] - core[0] < text.length * 6.1 && item.b[3] === AFTER) textStart = Math.max(textStart, core[1] + (item.end === "unknown" ? 22 : 12));
  if (textStart + Math.min(text.length, 12) * 6.1 > size.width) textStart = LABELS.width + 13;
  const room = Math.floor((Math.min(size.width, right + (item.b[3] === AFTER ? 400 : 0)) - textStart - 12) / 6.1);
  if (room > 5) group.append(svg("text", { class: "words", x: textStart, y: middle + 4 }, text.length > room ? text.slice(0, room - 1) + "…" : text));
  group.append(svg("title", {}, item.t + "\n" + item.when + "\n" + item.n));
  parts.push(group);
}

// A span in which something happened on one day that is not known.
function whisker(parts, first, last, y, className) {
  const a = first === BEFORE ? LABELS.width : near(xOf(first));
  const b = last === AFTER ? size.width : near(xOf(last + 1));
  if (first === last || (b - a < 14 && isDay(first) && isDay(last))) return;
  if (b < LABELS.width || a > size.width) return;
  const cap = (x, isOpen) => (isOpen ? "M" + x + "," + y : "M" + x + "," + (y - 4) + "V" + (y + 4));
  parts.push(svg("path", { class: "whisker " + className, d: "M" + a + "," + y + "H" + b + cap(a, first === BEFORE) + cap(b, last === AFTER) }));
}

function markOf(parts, one, y) {
  const { item, at } = one;
  const x = xOf(at[0]);
  const group = svg("g", { class: "mark" + (isChosen(item) ? " chosen" : ""), "data-id": item.id });
  const under = [];
  whisker(under, at[1], at[2], y, item.of === "event" ? looks("event", item.k) : "happened");
  group.append(...under);
  if (isChosen(item)) group.append(svg("circle", { class: "ring", cx: x, cy: y, r: 10 }));
  group.append(svg("circle", { class: "hit", cx: x, cy: y, r: 9 }));
  if (item.of === "event") group.append(glyph(item.k, item.c, { transform: "translate(" + x + "," + y + ")" }));
  else group.append(svg("path", { class: "life-mark", d: "M" + x + "," + (y - 8) + "V" + (y + 8) + (item.k === "formed" ? "M" + x + "," + (y - 8) + "h5M" + x + "," + (y + 8) + "h5" : "M" + x + "," + (y - 8) + "h-5M" + x + "," + (y + 8) + "h-5") }));
  group.append(svg("title", {}, item.t + "\n" + item.when + "\n" + item.n));
  parts.push(group);
}

function lifeOf(parts, lane, y) {
  for (const [from, to, holds] of livesOf(lane.place).flatMap((life) => life.r)) {
    const a = Math.max(LABELS.width, near(from === BEFORE ? LABELS.width : xOf(from)));
    const b = Math.min(size.width, near(to === AFTER ? size.width : xOf(to)));
    if (b > a) parts.push(svg("line", { class: holds === 2 ? "life" : "life maybe", x1: a, x2: b, y1: y, y2: y }));
  }
}

function linksOf(parts, inSight) {
  for (const item of layout.items) {
    if (item.of !== "change" || item.o === null || item.k.startsWith("alliance")) continue;
    const [one, other] = [layout.byActor.get(item.a), layout.byActor.get(item.o)];
    const at = placeOf(item);
    if (!one || !other || !at || (!inSight(one) && !inSight(other))) continue;
    const x = xOf(at[0]);
    const [y1, y2] = [one.y + MARKS / 2, other.y + MARKS / 2];
    const group = svg("g", { class: "link " + looks("change", item.k) + " " + pen(item.c) + (item.derived ? " derived" : "") + (isChosen(item) ? " chosen" : ""), "data-id": item.id });
    const under = [];
    whisker(under, at[1], at[2], y1, looks("change", item.k));
    group.append(...under);
    if (x >= LABELS.width && x <= size.width) {
      // it leads to whoever is new, or to the coalition that is joined
      const toOther = item.k !== "left" && item.k !== "split";
      const [from, to] = toOther ? [y1, y2] : [y2, y1];
      const step = to > from ? 1 : -1;
      group.append(svg("path", { class: "hit", d: "M" + x + "," + from + "V" + to }));
      group.append(svg("path", { class: "line", d: "M" + x + "," + from + "V" + (to - step * 6) }));
      group.append(svg("circle", { class: "root", cx: x, cy: from, r: 4 }));
      group.append(svg("path", { class: "head", d: item.k === "joined" ? "M" + x + "," + to + "l-5," + -step * 6 + "l5," + -step * 6 + "l5," + step * 6 + "Z" : "M" + x + "," + to + "l-5," + -step * 9 + "h10Z" }));
      const words = { joined: "joins", left: "leaves", split: "splits", merged: "merges", renamed: "renamed" }[item.k];
      group.append(svg("text", { class: "link-words", x: x + 7, y: (from + to) / 2 + 4 }, words));
    }
    group.append(svg("title", {}, item.t + "\n" + item.when + "\n" + item.n));
    parts.push(group);
  }
}

// Thin lines between the lanes of one event, where they are few enough to be read.
function threads(parts, marks) {
  const seen = new Set();
  if (marks.size > 120) return;
  for (const item of marks) {
    if (seen.has(item.id)) continue;
    seen.add(item.id);
    const lanes = item.actors.map((place) => layout.byActor.get(place)).filter(Boolean);
    if (lanes.length < 2) continue;
    const x = xOf(placeOf(item)[0]);
    const ys = lanes.map((lane) => lane.y + MARKS / 2);
    parts.push(svg("path", { class: "thread " + looks("event", item.k) + (isChosen(item) ? " chosen" : ""), d: "M" + x + "," + Math.min(...ys) + "V" + Math.max(...ys) }));
  }
}

// Marks that would cover each other become one with their number.
function clusters(lane) {
  const found = [];
  const gap = 15;
  for (const one of lane.marks) {
    const x = xOf(one.at[0]);
    if (x < LABELS.width - 8 || x > size.width + 8) {
      const [, first, last] = one.at;
      const isSpan = (first === BEFORE || xOf(first) < size.width) && (last === AFTER || xOf(last + 1) > LABELS.width);
      if (!isSpan) continue;
      found.push({ x, ones: [one], alone: true });
      continue;
    }
    const last = found[found.length - 1];
    if (last && !last.alone && x - last.to < gap) {
      last.ones.push(one);
      last.to = x;
    } else found.push({ x, to: x, ones: [one] });
  }
  return found;
}

function defs() {
  const made = svg("defs", {});
  for (const look of new Set(data.kinds.filter((kind) => kind.of === "relation").map((kind) => kind.look))) {
    for (const [name, first, last] of [["in-", 0, 1], ["out-", 1, 0]]) {
      made.append(svg("linearGradient", { id: name + look, class: look }, svg("stop", { offset: 0, "stop-opacity": first }), svg("stop", { offset: 1, "stop-opacity": last })));
    }
  }
  made.append(svg("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg("line", { class: "hatch", x1: 0, x2: 0, y1: 0, y2: 6 })));
  made.append(svg("clipPath", { id: "plot" }, svg("rect", { id: "plot-box", x: 0, y: 0, width: 10, height: 10 })));
  return made;
}
const definitions = defs();
picture.append(definitions);
const scene = svg("g", {});
picture.append(scene);

function draw() {
  size.width = printing ? 1040 : Math.max(360, chart.clientWidth);
  LABELS.width = size.width < 600 ? 96 : 158;
  picture.setAttribute("width", size.width);
  picture.setAttribute("height", layout.height);
  picture.setAttribute("viewBox", "0 0 " + size.width + " " + layout.height);
  const box = definitions.querySelector("#plot-box");
  for (const [name, value] of [["x", LABELS.width], ["width", size.width - LABELS.width], ["height", layout.height]]) box.setAttribute(name, value);
  const top = printing ? 0 : chart.scrollTop - 200;
  const bottom = printing ? layout.height : chart.scrollTop + chart.clientHeight + 200;
  const inSight = (lane) => lane.y + lane.height > top && lane.y < bottom;
  const [grounds, grid, bars, lines, marks, names] = [[], [], [], [], [], []];
  for (const [day, , isLarge] of ticks()) grid.push(svg("line", { class: isLarge ? "grid large" : "grid", x1: xOf(day), x2: xOf(day), y1: 0, y2: layout.height }));
  for (const [from, to] of data.gaps) {
    const [left, right] = [Math.max(xOf(from), LABELS.width), Math.min(xOf(to), size.width)];
    if (left >= right) continue;
    const gap = svg("rect", { class: "gap", x: left, y: 0, width: right - left, height: layout.height });
    gap.append(svg("title", {}, "not covered: the record does not speak of the events of these days"));
    grid.push(gap);
  }
  if (data.asOf !== null && xOf(data.asOf + 1) < size.width && xOf(data.asOf + 1) > LABELS.width) grid.push(svg("line", { class: "as-of", x1: xOf(data.asOf + 1), x2: xOf(data.asOf + 1), y1: 0, y2: layout.height }));
  const drawn = new Set();
  layout.lanes.forEach((lane, number) => {
    if (lane.first && inSight({ y: lane.head, height: 400 + layout.height })) {
      const own = layout.lanes.filter((one) => one.group === lane.group);
      const end = own[own.length - 1];
      grounds.push(svg("rect", { class: "group g" + (lane.group % 4), x: 2, y: lane.head, width: size.width - 4, height: end.y + end.height - lane.head + 2, rx: 8 }));
      if (lane.title !== null) names.push(svg("text", { class: "group-name", x: 10, y: lane.head + 14 }, lane.title));
    }
    if (!inSight(lane)) return;
    const y = lane.y + MARKS / 2;
    lifeOf(bars, lane, y);
    for (const { item, words, row } of lane.rows) bar(bars, item, words, lane.y + MARKS + row * ROW);
    for (const cluster of clusters(lane)) {
      if (cluster.ones.length === 1) {
        markOf(marks, cluster.ones[0], y);
        if (cluster.ones[0].item.of === "event") drawn.add(cluster.ones[0].item);
        continue;
      }
      const x = (cluster.x + cluster.to) / 2;
      const ids = cluster.ones.map((one) => one.item.id);
      const chosen = cluster.ones.some((one) => isChosen(one.item));
      const attacks = cluster.ones.filter((one) => one.item.of === "event" && looks("event", one.item.k) === "attack").length;
      const look = attacks * 2 >= ids.length ? "attack" : "happened";
      const width = 11 + 7 * String(ids.length).length;
      const group = svg("g", { class: "cluster " + look + (chosen ? " chosen" : ""), "data-ids": ids.join("\n") });
      group.append(svg("rect", { x: x - width / 2, y: y - 9, width, height: 18, rx: 9 }), svg("text", { x, y: y + 4 }, String(ids.length)), svg("title", {}, ids.length + " events close together: click to list them"));
      marks.push(group);
      for (const one of cluster.ones) if (one.item.of === "event") drawn.add(one.item);
    }
    const indent = 10 + lane.depth * 12;
    const actor = data.actors[lane.place];
    const room = Math.floor((LABELS.width - indent - 6) / 6.6);
    const name = svg("g", { class: "name" + (number === state.lane ? " current" : ""), "data-id": actor.id });
    name.append(svg("rect", { class: "hit", x: 4, y: lane.y, width: LABELS.width - 8, height: lane.height }));
    if (lane.depth > 0) name.append(svg("path", { class: "nest", d: "M" + (indent - 7) + "," + (lane.y - 2) + "V" + y + "H" + (indent - 2) }));
    name.append(svg("text", { class: "label", x: indent, y: y + 4 }, actor.label.length > room ? actor.label.slice(0, room - 1) + "…" : actor.label));
    if (lane.height > MARKS + ROW) name.append(svg("text", { class: "kind", x: indent, y: y + 19 }, actor.kind.slice(0, room + 3)));
    name.append(svg("title", {}, actor.name + "\n" + actor.kind));
    names.push(name);
    if (!lane.first) grid.push(svg("line", { class: "between", x1: 8, x2: size.width - 8, y1: lane.y, y2: lane.y }));
  });
  const threadsOf = [];
  threads(threadsOf, drawn);
  linksOf(lines, inSight);
  const x = xOf(state.day + 0.5);
  const cursor = x >= LABELS.width && x <= size.width ? [svg("line", { class: "cursor", x1: x, x2: x, y1: 0, y2: layout.height })] : [];
  const plot = svg("g", { "clip-path": "url(#plot)" });
  plot.append(...grid.filter((line) => !line.classList.contains("between")), ...bars, ...threadsOf, ...cursor, ...lines, ...marks);
  scene.replaceChildren(...grounds, ...grid.filter((line) => line.classList.contains("between")), plot, ...names);
  drawAxis(x);
  markPlaces();
}

function drawAxis(x) {
  axisPicture.setAttribute("width", size.width);
  axisPicture.setAttribute("viewBox", "0 0 " + size.width + " 26");
  const parts = [];
  let lastEnd = -100;
  for (const [day, words, isLarge] of ticks()) {
    const at = xOf(day);
    parts.push(svg("line", { class: isLarge ? "tick large" : "tick", x1: at, x2: at, y1: 19, y2: 26 }));
    if (at > lastEnd && at + words.length * 6.5 < size.width) {
      parts.push(svg("text", { class: isLarge ? "tick large" : "tick", x: at + 2, y: 15 }, words));
      lastEnd = at + words.length * 6.5 + 8;
    }
  }
  if (x >= LABELS.width && x <= size.width) parts.push(svg("path", { class: "cursor-head", d: "M" + x + ",26l-5,-7h10Z" }));
  axisPicture.replaceChildren(...parts);
}

// With the next frame; where none comes, as in a hidden tab, soon.
let asked = false;
function redraw() {
  if (asked) return;
  asked = true;
  const now = () => {
    if (!asked) return;
    asked = false;
    draw();
  };
  requestAnimationFrame(now);
  setTimeout(now, 60);
}
