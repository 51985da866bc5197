// What the reader does: days, filters, pointer, keys, print.
const slider = $("slider");
const inAxis = (day) => Math.max(data.axis[0], Math.min(data.axis[1] - 1, day));
// The days on which a change can first and last have come.
function stops() {
  const found = new Set();
  for (const item of layout.items) if (item.of === "change") for (const day of item.d) if (isDay(day) && day >= data.axis[0] && day < data.axis[1]) found.add(day);
  return [...found].sort((a, b) => a - b);
}
function setDay(day) {
  state.day = inAxis(Math.round(day));
  slider.value = String(state.day);
  const words = dayWords(state.day);
  slider.setAttribute("aria-valuetext", words);
  $("day-text").textContent = words;
  showState();
  keep();
  redraw();
}
function step(forward) {
  const all = stops();
  const found = forward ? all.find((day) => day > state.day) : all.filter((day) => day < state.day).pop();
  if (found === undefined) return;
  if (found < state.from || found > state.to) show(found - (state.to - state.from) / 2, found + (state.to - state.from) / 2);
  setDay(found);
}
slider.min = String(data.axis[0]);
slider.max = String(data.axis[1] - 1);
slider.addEventListener("input", () => setDay(Number(slider.value)));
$("previous").addEventListener("click", () => step(false));
$("next").addEventListener("click", () => step(true));
$("zoom-in").addEventListener("click", () => { zoom(0.6); redraw(); });
$("zoom-out").addEventListener("click", () => { zoom(1 / 0.6); redraw(); });
$("fit").addEventListener("click", () => { show(data.axis[0], data.axis[1]); redraw(); });

// ---- Filters
function filtered() {
  arrange();
  state.lane = Math.max(0, Math.min(state.lane, layout.lanes.length - 1));
  const shown = data.relations.filter(isShown).length;
  const events = layout.items.filter((item) => item.of === "event").length;
  $("counts").textContent = layout.lanes.length + " actors, " + shown + " relations, " + events + " events";
  $("kinds-count").textContent = state.kindsOff.size ? "(" + state.kindsOff.size + " off)" : "";
  $("actors-count").textContent = state.actorsOff.size ? "(" + state.actorsOff.size + " off)" : "";
  const undated = [...layout.items.filter((item) => !placeOf(item)), ...data.relations.filter((item) => isShown(item) && !isDrawn(item))];
  $("undated").replaceChildren(...(undated.length ? [el("details", {}, el("summary", {}, "Without a known day, so not drawn (" + undated.length + ")"), many(undated, itemLine, 20))] : []));
  if ($("tables").open) buildTables();
  showState();
  if (state.chosen && state.chosen.l !== undefined && !atLevel(state.chosen)) choose(null);
  redraw();
}
const level = $("level");
data.levels.forEach((word, place) => level.append(el("option", { value: place }, place === 0 ? "all: " + word + " or surer" : word + " or surer")));
level.addEventListener("change", () => { state.level = Number(level.value); filtered(); });
function tick(words, isOn, change) {
  const box = el("input", { type: "checkbox" });
  box.checked = isOn;
  box.addEventListener("change", () => change(box.checked));
  return el("label", { class: "tick" }, box, " ", words);
}
function kindTicks() {
  for (const [of, list] of [["relation", data.relations], ["event", data.events], ["change", data.changes]]) {
    const found = new Set(list.map((item) => item.k));
    if (!found.size) continue;
    $("kinds").append(el("p", { class: "small" }, of + "s"));
    for (const kind of data.kinds) {
      if (kind.of !== of || !found.has(kind.k)) continue;
      const name = of + " " + kind.k;
      const made = tick(kind.word, true, (on) => { if (on) state.kindsOff.delete(name); else state.kindsOff.add(name); filtered(); });
      made.setAttribute("data-kind", name);
      $("kinds").append(made);
    }
  }
}
function actorTicks() {
  const wanted = $("find-actor").value.toLocaleLowerCase();
  const lanes = data.groups.flatMap((group) => group.lanes.map(([place]) => place));
  const found = lanes.filter((place) => (data.actors[place].name + " " + data.actors[place].label + " " + data.actors[place].key).toLocaleLowerCase().includes(wanted));
  $("actors").replaceChildren(...found.map((place) => {
    const made = tick(data.actors[place].label, isActorShown(place), (on) => { if (on) state.actorsOff.delete(place); else state.actorsOff.add(place); filtered(); });
    made.setAttribute("data-actor", data.actors[place].key);
    return made;
  }));
}
$("find-actor").addEventListener("input", actorTicks);
$("all-actors").addEventListener("click", () => { state.actorsOff.clear(); actorTicks(); filtered(); });
$("no-actors").addEventListener("click", () => { for (const group of data.groups) for (const [place] of group.lanes) state.actorsOff.add(place); actorTicks(); filtered(); });

// ---- Pointer
let dragged = null;
const local = (event) => event.clientX - picture.getBoundingClientRect().left;
chart.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || local(event) < LABELS.width) return;
  dragged = { x: event.clientX, from: state.from, to: state.to, moved: false };
});
window.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const moved = event.clientX - dragged.x;
  if (Math.abs(moved) > 4) dragged.moved = true;
  if (!dragged.moved) return;
  const days = (moved / (size.width - LABELS.width - 12)) * (dragged.to - dragged.from);
  show(dragged.from - days, dragged.to - days);
  chart.classList.add("dragging");
  redraw();
});
window.addEventListener("pointerup", () => {
  chart.classList.remove("dragging");
  const was = dragged;
  setTimeout(() => { if (dragged === was) dragged = null; }, 0);
});
chart.addEventListener("click", (event) => {
  if (dragged && dragged.moved) return;
  const found = event.target.closest("[data-id],[data-ids]");
  if (!found) {
    if (local(event) >= LABELS.width) setDay(Math.floor(dayAt(local(event))));
    return;
  }
  if (found.hasAttribute("data-ids")) { chooseOneOf(found.getAttribute("data-ids").split("\n")); return; }
  const item = things.get(found.getAttribute("data-id"));
  if (!item) return;
  if (item.of === "actor") state.lane = Math.max(0, layout.lanes.findIndex((lane) => lane.place === item.place));
  choose(item);
});
chart.addEventListener("wheel", (event) => {
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, dayAt(local(event)));
  } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    event.preventDefault();
    const days = ((event.deltaX || event.deltaY) / size.width) * (state.to - state.from);
    show(state.from + days, state.to + days);
  } else return;
  redraw();
}, { passive: false });
chart.addEventListener("scroll", redraw, { passive: true });
stateBox.addEventListener("click", (event) => {
  const found = event.target.closest("path[data-id]");
  const item = found && things.get(found.getAttribute("data-id"));
  if (item) choose(item, { day: false });
});

// ---- Keys
function inView(lane) {
  if (lane.y < chart.scrollTop) chart.scrollTop = lane.y - 10;
  else if (lane.y + lane.height > chart.scrollTop + chart.clientHeight) chart.scrollTop = lane.y + lane.height - chart.clientHeight + 10;
}
function go(forward) {
  const lane = layout.lanes[state.lane];
  if (!lane || !lane.items.length) return;
  const at = lane.items.findIndex((item) => isChosen(item));
  const next = at === -1 ? (forward ? 0 : lane.items.length - 1) : Math.max(0, Math.min(lane.items.length - 1, at + (forward ? 1 : -1)));
  const item = lane.items[next];
  const x = startOf(item);
  if (isDay(x) && (x < state.from || x > state.to)) show(x - (state.to - state.from) / 2, x + (state.to - state.from) / 2);
  choose(item);
}
chart.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const span = state.to - state.from;
  const acts = {
    ArrowUp: () => { state.lane = Math.max(0, state.lane - 1); if (layout.lanes[state.lane]) { inView(layout.lanes[state.lane]); choose(data.actors[layout.lanes[state.lane].place]); } },
    ArrowDown: () => { state.lane = Math.min(layout.lanes.length - 1, state.lane + 1); if (layout.lanes[state.lane]) { inView(layout.lanes[state.lane]); choose(data.actors[layout.lanes[state.lane].place]); } },
    ArrowLeft: () => (event.shiftKey ? show(state.from - span / 5, state.to - span / 5) : go(false)),
    ArrowRight: () => (event.shiftKey ? show(state.from + span / 5, state.to + span / 5) : go(true)),
    "+": () => zoom(0.6),
    "=": () => zoom(0.6),
    "-": () => zoom(1 / 0.6),
    0: () => show(data.axis[0], data.axis[1]),
    ",": () => step(false),
    ".": () => step(true),
    Home: () => setDay(data.axis[0]),
    End: () => setDay(data.axis[1] - 1),
    Enter: () => details.focus(),
    Escape: () => choose(null),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
  redraw();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  if (details.contains(document.activeElement)) { choose(null); chart.focus(); }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

// ---- The day and what is chosen stay in the address, so that a link leads back to them.
function keep() {
  const item = state.chosen ? "&item=" + encodeURIComponent(state.chosen.id) : "";
  try { history.replaceState(null, "", "#day=" + isoOf(state.day) + item); } catch { /* some browsers refuse this for a file */ }
}
function fromAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const [year, month, day] = (asked.get("day") || "").split("-").map(Number);
  const found = dayOf(year, month - 1, day);
  const wanted = asked.get("item");
  return [Number.isFinite(found) ? found : null, wanted === null ? null : things.get(wanted) || null];
}

// ---- Size and print
new ResizeObserver(redraw).observe(chart);
window.addEventListener("beforeprint", () => {
  printing = true;
  buildTables();
  draw();
});
window.addEventListener("afterprint", () => { printing = false; draw(); });

const [askedDay, askedItem] = fromAddress();
kindTicks();
actorTicks();
arrange();
const changeDays = stops();
setDay(askedDay !== null ? askedDay : changeDays.length ? changeDays[changeDays.length - 1] : data.asOf !== null ? data.asOf : data.axis[1] - 1);
filtered();
buildKey();
if (askedItem) choose(askedItem, { day: false });
draw();
document.documentElement.setAttribute("data-ready", "");
