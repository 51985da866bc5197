// The same content as tables, made when they are first opened or printed; and the key.
let made = null;
const cellsOf = (row, name) => row.map((cell, at) => el(at === 0 ? "th" : name, at === 0 ? { scope: "row" } : {}, cell));
function table(caption, heads, rows) {
  return el("table", {}, el("caption", {}, caption + " (" + rows.length + ")"), el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...rows.map((row) => el("tr", {}, ...cellsOf(row, "td")))));
}
const keysOf = (places) => places.map((place) => data.sources[place].key).join(", ") || "no source";
const sourceKeys = (statements) => keysOf([...new Set(statements.flatMap((place) => data.statements[place].src))]);

function buildTables() {
  const now = [state.level, ...state.kindsOff, "/", ...state.actorsOff].join(" ");
  if (made === now) return;
  made = now;
  const byTime = (a, b) => startOf(a) - startOf(b);
  const changes = layout.items.filter((item) => item.of === "change").sort(byTime);
  const events = layout.items.filter((item) => item.of === "event").sort(byTime);
  const relations = data.relations.filter(isShown).sort(byTime);
  const actors = data.actors.filter((actor) => layout.byActor.has(actor.place));
  const life = (actor) => livesOf(actor.place).map((one) => one.when).join(" and ");
  $("tables-body").replaceChildren(
    table("Changes", ["What", "When", "Why", "How sure", "Derived", "Sources"], changes.map((item) => [item.t, item.when, item.reason || "", item.n, item.derived || "stated", item.st.length ? sourceKeys(item.st) : keysOf(item.src)])),
    table("Relations", ["What", "When", "How sure", "Statement", "Sources"], relations.map((item) => [item.t, item.when, item.n, data.statements[item.s].id, sourceKeys([item.s])])),
    table("Events", ["What", "When", "Who", "Killed", "How sure", "Statements", "Sources"], events.map((item) => [item.t, item.when, item.w, item.killed || "", item.n, item.st.map((place) => data.statements[place].id).join(", "), sourceKeys(item.st)])),
    table("Denied", ["What", "When", "How sure", "Statement", "Sources"], data.denied.map((item) => [item.t, data.statements[item.s].when, data.statements[item.s].n, data.statements[item.s].id, sourceKeys([item.s])])),
    table("Actors", ["Name", "Short", "Kind", "Active"], actors.map((actor) => [actor.name, actor.label, actor.kind, life(actor)])),
    ...(ground ? [table("Places", ["Name", "Latitude", "Longitude", "Events", "Killed"], countsOf(data.axis[0], data.axis[1]).map((one) => [one.place.name, one.place.lat + "°", one.place.lon + "°", String(one.items.length), one.allDead ? String(one.allDead) : ""]))] : []),
    table("Sources", ["Title", "Published", "Key"], data.sources.map((source) => [source.title, source.published || "unknown", source.key])),
  );
}
$("tables").addEventListener("toggle", () => { if ($("tables").open) buildTables(); });

function buildKey() {
  const sample = (width, height, ...parts) => svg("svg", { width, height, viewBox: "0 0 " + width + " " + height, "aria-hidden": "true" }, ...parts);
  const entry = (picture, words) => el("li", {}, picture, el("span", {}, words));
  const barSample = (look, className, ...more) => sample(54, 16, svg("g", { class: "bar " + look + " " + className }, ...more));
  const core = (x, width) => svg("rect", { class: "core", x, y: 2, width, height: 12, rx: 2 });
  const used = (of, list) => { const found = new Set(list.map((item) => item.k)); return data.kinds.filter((kind) => kind.of === of && found.has(kind.k)); };
  const marks = used("event", data.events).map((kind) => entry(sample(18, 18, glyph(kind.k, "reported", { transform: "translate(9,9)" })), kind.word));
  const bars = used("relation", data.relations).map((kind) => entry(barSample(kind.look, "solid", core(2, 50)), kind.word));
  const sure = [["solid", "reported or confirmed"], ["dashed", "claimed by a party"], ["dotted", "alleged, or planned"]].flatMap(([name, words]) => [entry(sample(76, 18, svg("g", { class: "bar alliance " + name }, core(2, 50)), svg("path", { d: GLYPHS.seizure, class: "glyph attack " + name, transform: "translate(65,8)" })), words)]);
  const ends = [
    entry(barSample("alliance", "solid", svg("rect", { class: "soft", x: 2, y: 3, width: 16, height: 10, fill: "url(#in-alliance)" }), svg("path", { class: "edge", d: "M18,3L2,8L18,13" }), core(18, 34)), "begins on some day of these: soft end"),
    entry(barSample("alliance", "solid", core(2, 36), svg("path", { class: "tip", d: "M38,1l7,7l-7,7" })), "ongoing when the record speaks"),
    entry(barSample("alliance", "solid", core(2, 26), svg("line", { class: "open", x1: 28, x2: 52, y1: 8, y2: 8 }), svg("text", { class: "unknown", x: 38, y: 12 }, "?")), "end (or start) unknown"),
    entry(barSample("alliance", "solid", svg("rect", { class: "maybe", x: 2, y: 3, width: 50, height: 10, rx: 2 })), "possibly: on no day certain"),
    entry(barSample("membership", "solid", core(2, 38), svg("path", { class: "derived", d: "M36,8l5,-5l5,5l-5,5Z" })), "end derived from a split, merger or renaming"),
    entry(sample(54, 16, svg("path", { class: "whisker attack", d: "M4,8H50M4,4V12M50,4V12" }), glyph("seizure", "reported", { transform: "translate(27,8)" })), "on one day of these"),
    entry(sample(54, 18, svg("g", { class: "cluster attack" }, svg("rect", { x: 17, y: 0, width: 18, height: 18, rx: 9 }), svg("text", { x: 26, y: 13 }, "3"))), "several close together"),
  ];
  const changes = [["link lineage", "leaves, splits, merges, is renamed"], ["link membership", "joins"]].map(([name, words]) => entry(sample(54, 16, svg("g", { class: name }, svg("path", { class: "line", d: "M8,8H40" }), svg("circle", { class: "root", cx: 8, cy: 8, r: 4 }), svg("path", { class: "head", d: name === "link lineage" ? "M48,8l-9,-5v10Z" : "M48,8l-6,-5l-6,5l6,5Z" }))), words));
  changes.push(entry(sample(54, 16, svg("g", { class: "link lineage derived" }, svg("path", { class: "line", d: "M8,8H40" }), svg("circle", { class: "root", cx: 8, cy: 8, r: 4 }), svg("path", { class: "head", d: "M48,8l-9,-5v10Z" }))), "derived, not stated as such: hollow"));
  if (data.gaps.length) ends.push(entry(sample(54, 16, svg("rect", { class: "gap", x: 6, y: 1, width: 42, height: 14 })), "not covered: no event is no sign that nothing happened"));
  const part = (title, list) => el("div", {}, el("h3", {}, title), el("ul", {}, ...list));
  $("key-body").replaceChildren(part("How sure", sure), part("When", ends), part("Events", marks), part("Relations", bars), part("Changes", changes));
}
