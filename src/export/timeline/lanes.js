// What stands in which lane, and how high each lane is. Laid out anew when a filter changes.
const ROW = 17;
const MARKS = 24;
const layout = { lanes: [], height: 0, byActor: new Map(), items: [] };

// Where a change or event is drawn, if it has a day at all.
function placeOf(item) {
  const [first, last] = item.d;
  if (isDay(first) && isDay(last)) return [(first + last + 1) / 2, first, last];
  if (isDay(first)) return [first + 0.5, first, AFTER];
  if (isDay(last)) return [last + 0.5, BEFORE, last];
  return null;
}
// A relation without any bound has no place in time.
const isDrawn = (item) => item.b.some(isDay) && item.r.length > 0;

// What a bar says in a lane: "supports EU", "supported by France".
function barWords(item, place) {
  const kind = kindOf("relation", item.k);
  const out = item.p.filter((pair) => pair[0] === place).map((pair) => pair[1]);
  const into = item.p.filter((pair) => pair[1] === place).map((pair) => pair[0]);
  if (!item.d) return kind.out + " " + [...out, ...into].map(label).join(", ");
  const parts = [];
  if (out.length) parts.push(kind.out + " " + out.map(label).join(", "));
  if (into.length && !kind.once) parts.push(kind.into + " " + into.map(label).join(", "));
  return parts.join("; ");
}

function arrange() {
  layout.lanes = [];
  layout.byActor = new Map();
  let y = 4;
  data.groups.forEach((group, number) => {
    const lanes = group.lanes.filter(([place]) => isActorShown(place));
    if (!lanes.length) return;
    const top = y;
    if (group.title !== null) y += 20;
    for (const [place, depth] of lanes) {
      const lane = { place, depth, y, group: number, top, title: group.title, rows: [], marks: [], items: [] };
      layout.byActor.set(place, lane);
      layout.lanes.push(lane);
      y += 1;
    }
  });
  for (const item of data.relations) {
    if (!isShown(item) || !isDrawn(item)) continue;
    for (const place of item.actors) {
      const lane = layout.byActor.get(place);
      if (!lane) continue;
      const words = barWords(item, place);
      if (words === "") continue;
      lane.rows.push({ item, words });
      lane.items.push(item);
    }
  }
  layout.items = [];
  // what a link between two lanes tells needs no mark of its own
  const linked = new Set(data.changes.filter((item) => isShown(item) && item.o !== null && layout.byActor.has(item.a) && layout.byActor.has(item.o)).flatMap((item) => item.st));
  const isLinked = (item) => looks("event", item.k) === "lineage" && item.st.some((place) => linked.has(place));
  for (const list of [data.events, data.changes]) {
    for (const item of list) {
      if (!isShown(item)) continue;
      layout.items.push(item);
      const at = placeOf(item);
      if (!at) continue;
      for (const place of item.actors) {
        const lane = layout.byActor.get(place);
        if (!lane) continue;
        lane.items.push(item);
        if (item.of === "event" && isLinked(item)) continue;
        if (item.of === "event") lane.marks.push({ item, at });
        else if (item.o === null) lane.marks.push({ item, at });
      }
    }
  }
  // bars that share no day share a row
  y = 4;
  let group = -1;
  for (const lane of layout.lanes) {
    if (lane.group !== group) {
      if (group !== -1) y += 8;
      group = lane.group;
      lane.first = true;
      lane.head = y;
      if (lane.title !== null) y += 18;
    }
    lane.rows.sort((a, b) => a.item.b[0] - b.item.b[0] || a.item.b[3] - b.item.b[3]);
    const ends = [];
    for (const row of lane.rows) {
      const from = row.item.r[0][0];
      const to = row.item.r[row.item.r.length - 1][1];
      let free = ends.findIndex((end) => end <= from);
      if (free === -1) { free = ends.length; ends.push(0); }
      ends[free] = to === AFTER ? Infinity : to;
      row.row = free;
    }
    lane.marks.sort((a, b) => a.at[0] - b.at[0]);
    lane.items.sort((a, b) => startOf(a) - startOf(b));
    lane.y = y;
    lane.height = MARKS + ends.length * ROW + 5;
    y += lane.height;
  }
  layout.height = y + 6;
}
function startOf(item) {
  if (item.of === "relation") return isDay(item.b[0]) ? item.b[0] : item.b[1];
  const at = placeOf(item);
  return at ? at[0] : AFTER;
}
