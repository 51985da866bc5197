// Beside the picture: what was chosen, with its statements and sources, and who stood where on the day.
const details = $("details");
const stateBox = $("state");
const LINK = { target: "_blank", rel: "noopener noreferrer" };

function sourceOf(place) {
  const source = data.sources[place];
  const published = source.published === null ? "" : ", published " + source.published;
  const title = source.url === null ? source.title : el("a", { href: source.url, ...LINK }, source.title);
  return el("li", { class: "source", "data-source": source.key }, title, published, " (" + source.key + ")", source.address === null ? "" : ", " + source.address, source.note === null ? "" : ". " + source.note);
}
function sourcesOf(places) {
  if (!places.length) return el("p", { class: "none" }, "No source is named.");
  return el("ul", { class: "sources" }, ...places.map(sourceOf));
}
function statementOf(place) {
  const statement = data.statements[place];
  const rows = [["when", statement.when], ["how sure", statement.n]];
  if (statement.toll && (statement.toll[1] >> state.level) & 1) rows.push(["toll", statement.toll[0]]);
  rows.push(...statement.lines);
  return el("li", { class: "statement" }, el("p", {}, statement.what, " ", el("code", {}, statement.id)), listOf(rows), el("p", { class: "small" }, statement.src.length === 1 ? "Source" : "Sources"), sourcesOf(statement.src));
}
const listOf = (rows) => el("dl", {}, ...rows.flatMap(([word, text]) => [el("dt", {}, word), el("dd", {}, text)]));
const statementsOf = (title, places) => (places.length ? [el("h3", {}, title), el("ol", {}, ...places.map(statementOf))] : []);
const deniedIn = (item) => statementsOf("Denied in", item.no || []);
const onlyPossibly = "its dates leave open whether";

function choose(item, { focus = false, day = true } = {}) {
  state.chosen = item;
  state.place = null;
  if (item === null) {
    details.replaceChildren();
    keep();
    redraw();
    return;
  }
  if (day && item.of !== "actor") {
    const at = item.of === "relation" ? null : placeOf(item);
    if (at && state.day !== Math.floor(at[0])) setDay(Math.floor(at[0]));
  }
  const parts = [];
  const head = (words) => parts.push(el("p", { class: "kind-line" }, words), el("h2", {}, item.t));
  if (item.of === "event") {
    head(kindOf("event", item.k).word);
    const rows = [["when", item.when], ["who", item.w], ["how sure", item.n]];
    if (item.killed !== null) rows.splice(2, 0, ["killed", item.killed]);
    parts.push(listOf(rows), ...statementsOf(item.st.length === 1 ? "What it rests on" : "Told in " + item.st.length + " statements, counted once", item.st), ...deniedIn(item));
  } else if (item.of === "relation") {
    head("relation");
    const rows = [["when", item.when], ["how sure", item.n], ["on " + dayWords(state.day), ["does not hold", "possibly holds: " + onlyPossibly, "certainly holds"][onDay(item.r, state.day)]]];
    parts.push(listOf(rows), ...statementsOf("What it rests on", [item.s]), ...deniedIn(item), ...(item.by === null ? [] : statementsOf("Its end is derived from", [item.by])));
  } else if (item.of === "change") {
    head(item.derived ? "change, derived" : "change");
    const rows = [["when", item.when], ["how sure", item.n]];
    if (item.reason !== null) rows.push(["because", item.reason]);
    if (item.derived) rows.push(["derived", item.derived]);
    parts.push(listOf(rows), ...statementsOf("What it rests on", item.st), ...deniedIn(item), ...statementsOf("Despite", item.despite || []));
    if (!item.st.length) parts.push(el("h3", {}, "What the actor's entry rests on"), sourcesOf(item.src));
  } else {
    parts.push(el("p", { class: "kind-line" }, item.kind), el("h2", {}, item.name));
    parts.push(listOf([...livesOf(item.place).map((life) => ["active", life.when]), ...item.lines]), el("h3", {}, "Sources of the entry"), sourcesOf(item.src));
    const own = [...data.relations, ...layout.items].filter((one) => one.of === "relation" ? isShown(one) && one.actors.includes(item.place) : one.actors.includes(item.place));
    own.sort((a, b) => startOf(a) - startOf(b));
    if (own.length) parts.push(el("h3", {}, own.length + " relations, events and changes"), many(own, itemButton));
  }
  details.replaceChildren(button("Close", { class: "close", title: "Close (Escape)" }, () => choose(null)), ...parts);
  if (focus) details.focus();
  keep();
  redraw();
}

// A long list is made in pieces.
function many(items, make, count = 40) {
  const list = el("ul", { class: "plain" });
  const more = (from) => {
    for (const item of items.slice(from, from + count)) list.append(el("li", {}, make(item)));
    const left = items.length - from - count;
    if (left > 0) {
      const next = el("li", {}, button(left + " more", {}, () => { next.remove(); more(from + count); }));
      list.append(next);
    }
  };
  more(0);
  return list;
}
const weak = (item) => !item.no && (item.c === "reported" || item.c === "confirmed") ? "" : item.n;
function itemButton(item) {
  return button("", { class: "item " + pen(item.c), "data-go": item.id }, () => { const found = things.get(item.id); choose(found, { day: false }); });
}
function itemLine(item) {
  const made = itemButton(item);
  made.append(el("span", { class: "when" }, item.when), " ", item.t + (item.of === "event" && item.w ? ", " + item.w : ""));
  if (item.killed) made.append("; " + item.killed);
  const doubt = weak(item);
  if (doubt) made.append(el("em", {}, " " + doubt));
  return made;
}

function chooseOneOf(ids) {
  const items = ids.map((id) => things.get(id)).filter(Boolean);
  const days = items.map((item) => placeOf(item)[0]);
  const [first, last] = [Math.min(...days), Math.max(...days)];
  state.chosen = null;
  state.place = null;
  const parts = [el("p", { class: "kind-line" }, "close together"), el("h2", {}, items.length + " events")];
  if (last - first > 1) parts.push(button("Zoom to them", {}, () => { const room = Math.max(2, (last - first) / 4); show(first - room, last + room); redraw(); }));
  parts.push(many(items, itemLine));
  details.replaceChildren(button("Close", { class: "close", title: "Close (Escape)" }, () => choose(null)), ...parts);
  redraw();
}

// Who stood where on the day: answers of the record itself, each run of days precomputed.
function showState() {
  const day = state.day;
  const parts = [el("h2", {}, "As of " + dayWords(day))];
  const inRelations = data.windows[0][0] <= day && day < data.windows[0][1];
  if (!inRelations) parts.push(el("p", { class: "none" }, "The days that this page asks for relations do not include this one."));
  const isChange = (item) => item.of === "change" && item.d[0] <= day && day <= item.d[1] && isDay(item.d[0]) && isDay(item.d[1]);
  const changing = layout.items.filter(isChange);
  if (changing.length) parts.push(el("h3", {}, "Changes"), many(changing, (item) => {
    const made = itemLine(item);
    if (item.d[0] !== item.d[1]) made.append(el("em", {}, " on this or another day"));
    return made;
  }, 10));
  parts.push(el("h3", {}, "Coalitions"));
  const wholes = new Map();
  for (const one of data.members) {
    if (!atLevel(one) || day < one.r[0] || day >= one.r[1] || state.kindsOff.has("relation membership")) continue;
    if (!isActorShown(one.w) && !isActorShown(one.m)) continue;
    if (!wholes.has(one.w)) wholes.set(one.w, []);
    wholes.get(one.w).push(one);
  }
  if (!wholes.size) parts.push(el("p", { class: "none" }, "No memberships on this day."));
  for (const [whole, members] of [...wholes].sort((a, b) => b[1].length - a[1].length || a[0] - b[0])) {
    const sure = members.filter((one) => one.r[2] === 2).length;
    const counts = sure === members.length ? sure + " certainly" : sure + " certainly, " + (members.length - sure) + " possibly";
    const chips = members.map((one) => {
      const words = [one.r[2] === 2 ? "" : "possibly", one.v ? "through " + one.v.map(label).join(", ") : "", weak(one)].filter(Boolean).join(", ");
      return el("li", {}, button(label(one.m) + (words ? " (" + words + ")" : ""), { class: "chip " + (one.r[2] === 2 ? "sure" : "unsure") + " " + pen(one.c), "data-member": data.actors[one.m].key, title: data.actors[one.m].name }, () => chooseMember(one)));
    });
    parts.push(el("div", { class: "coalition", "data-whole": data.actors[whole].key }, el("p", {}, el("strong", { title: data.actors[whole].name }, label(whole)), " ", el("span", { class: "small" }, counts)), el("ul", { class: "chips" }, ...chips)));
  }
  const ties = data.relations.filter((item) => item.k !== "membership" && isShown(item) && onDay(item.r, day) > 0);
  const pictureOfDay = graphOf(day, ties, wholes);
  if (pictureOfDay) parts.push(el("h3", {}, "Who is tied to whom"), pictureOfDay);
  parts.push(el("h3", {}, "Ties (" + ties.length + ")"));
  parts.push(ties.length ? many(ties, (item) => {
    const made = itemButton(item);
    made.append(item.t);
    const doubt = [onDay(item.r, day) === 1 ? "possibly" : "", weak(item)].filter(Boolean).join("; ");
    if (doubt) made.append(el("em", {}, " " + doubt));
    return made;
  }, 12) : el("p", { class: "none" }, "None on this day."));
  const events = layout.items.filter((item) => item.of === "event" && onDay(item.r, day) > 0);
  const sure = events.filter((item) => onDay(item.r, day) === 2);
  const unsure = events.filter((item) => onDay(item.r, day) === 1);
  parts.push(el("h3", {}, "Events on this day (" + sure.length + ")"));
  if (sure.length) parts.push(many(sure, itemLine, 10));
  else parts.push(el("p", { class: "none" }, "None that is certainly of this day."));
  if (unsure.length) parts.push(el("details", {}, el("summary", {}, "Possibly on this day (" + unsure.length + ")"), many(unsure, itemLine, 10)));
  const opened = stateBox.querySelector("details[open]") !== null;
  stateBox.replaceChildren(...parts);
  const made = stateBox.querySelector("details");
  if (opened && made) made.open = true;
  showMap();
}

function chooseMember(one) {
  state.chosen = null;
  state.place = null;
  const title = label(one.m) + " in " + label(one.w);
  const rows = [["on " + dayWords(state.day), one.r[2] === 2 ? "certainly a member" : "possibly a member: " + onlyPossibly], ["how sure", one.n]];
  if (one.v) rows.push(["through", one.v.map(label).join(", ")], ["derived", "Derived from memberships that hold on one day."]);
  details.replaceChildren(button("Close", { class: "close", title: "Close (Escape)" }, () => choose(null)), el("p", { class: "kind-line" }, "membership"), el("h2", {}, title), listOf(rows), ...statementsOf("What it rests on", one.st), ...deniedIn(one));
  redraw();
}

// The graph of the day on a ring, everyone always at the same place.
function graphOf(day, ties, wholes) {
  const edges = [];
  for (const [whole, members] of wholes) for (const one of members) if (!one.v) edges.push({ a: one.m, b: one.w, look: "membership", maybe: one.r[2] === 1, c: one.c });
  for (const item of ties) for (const [a, b] of item.p) edges.push({ a, b, look: looks("relation", item.k), maybe: onDay(item.r, day) === 1, c: item.c, id: item.id });
  for (const item of layout.items) {
    if (item.of !== "event" || looks("event", item.k) !== "attack" || onDay(item.r, day) === 0) continue;
    for (const a of item.a) for (const b of item.o) edges.push({ a, b, look: "attack", maybe: onDay(item.r, day) === 1, c: item.c, id: item.id });
  }
  const tied = new Set(edges.flatMap((edge) => [edge.a, edge.b]));
  const all = layout.lanes.map((lane) => lane.place).filter((place) => tied.has(place));
  if (!all.length) return null;
  if (all.length > 40) return el("p", { class: "none" }, all.length + " actors are tied on this day, too many for a ring: choose fewer under Actors.");
  const [width, height] = [420, 270];
  const spot = new Map(all.map((place, number) => {
    const angle = (number / all.length) * 2 * Math.PI - Math.PI / 2;
    return [place, [width / 2 + Math.cos(angle) * 105, height / 2 + Math.sin(angle) * 105, angle]];
  }));
  const ring = svg("svg", { viewBox: "0 0 " + width + " " + height, class: "ring-picture", role: "img", "aria-label": "The ties of the day as a picture; the lists around it have the same content" });
  for (const edge of edges) {
    const [from, to] = [spot.get(edge.a), spot.get(edge.b)];
    if (!from || !to) continue;
    const bend = 0.55;
    const middle = [width / 2 + ((from[0] + to[0]) / 2 - width / 2) * bend, height / 2 + ((from[1] + to[1]) / 2 - height / 2) * bend];
    ring.append(svg("path", { class: "tie " + edge.look + " " + pen(edge.c) + (edge.maybe ? " maybe" : ""), "data-id": edge.id, d: "M" + from[0] + "," + from[1] + "Q" + middle[0] + "," + middle[1] + " " + to[0] + "," + to[1] }));
  }
  for (const [place, [x, y, angle]] of spot) {
    const right = Math.cos(angle) > 0.15;
    const left = Math.cos(angle) < -0.15;
    const name = label(place);
    ring.append(svg("circle", { class: "node", cx: x, cy: y, r: 4 }));
    ring.append(svg("text", { class: "node-name", x: x + (right ? 7 : left ? -7 : 0), y: y + (right || left ? 4 : Math.sin(angle) < 0 ? -8 : 16), "text-anchor": right ? "start" : left ? "end" : "middle" }, name.length > 14 ? name.slice(0, 13) + "…" : name, svg("title", {}, data.actors[place].name)));
  }
  return ring;
}
