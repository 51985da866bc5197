// What the page knows, and how it makes elements: text is always a text node.
const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";
const BEFORE = -2147483648;
const AFTER = 2147483647;
const isDay = (day) => day !== BEFORE && day !== AFTER;
const $ = (id) => document.getElementById(id);
const pens = new Map(data.pens);
const kinds = new Map();
for (const kind of data.kinds) kinds.set(kind.of + " " + kind.k, kind);
const kindOf = (of, k) => kinds.get(of + " " + k);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child === undefined || child === null || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}
const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
const svg = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);
const button = (text, attributes, act) => {
  const made = el("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dateOf = (day) => new Date(day * 86400000);
const dayOf = (year, month, day) => {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day || 1);
  return Math.round(date.getTime() / 86400000);
};
const dayWords = (day) => {
  const date = dateOf(day);
  return date.getUTCDate() + " " + MONTHS[date.getUTCMonth()] + " " + date.getUTCFullYear();
};
const isoOf = (day) => {
  const date = dateOf(day);
  const two = (number) => String(number).padStart(2, "0");
  return String(date.getUTCFullYear()).padStart(4, "0") + "-" + two(date.getUTCMonth() + 1) + "-" + two(date.getUTCDate());
};

// What the reader has chosen.
const state = {
  from: data.axis[0],
  to: data.axis[1],
  day: 0,
  level: 0,
  kindsOff: new Set(),
  actorsOff: new Set(),
  lane: 0,
  chosen: null,
  place: null,
};
const atLevel = (item) => item.l === undefined || ((item.l >> state.level) & 1) === 1;
// An actor may have ceased and come back: each of its active periods.
const livesOf = (place) => data.lives.filter((one) => one.a === place && atLevel(one));
// How an answer in runs holds on a day: 2 certainly, 1 possibly, 0 not.
const onDay = (runs, day) => {
  for (const [from, to, holds] of runs) if (from <= day && day < to) return holds;
  return 0;
};

// Everything that can be chosen, each with an id that stays the same from page to page.
const things = new Map();
const known = (of, list, id) => {
  list.forEach((item, place) => {
    item.of = of;
    item.id = of + ":" + id(item, place);
    while (things.has(item.id)) item.id += "'";
    things.set(item.id, item);
  });
};
known("relation", data.relations, (item) => data.statements[item.s].id);
known("event", data.events, (item) => data.statements[item.st[0]].id);
known("change", data.changes, (item) => item.k + "/" + data.actors[item.a].key + (item.o === null ? "" : "/" + data.actors[item.o].key));
known("actor", data.actors, (item) => item.key);
data.actors.forEach((actor, place) => { actor.place = place; });
for (const item of data.relations) {
  item.actors = [...new Set(item.p.flat())];
}
for (const item of data.events) item.actors = [...item.a, ...item.o, ...item.z];
for (const item of data.changes) item.actors = item.o === null ? [item.a] : [item.a, item.o];

const isKindShown = (item) => !state.kindsOff.has(item.of + " " + item.k);
const isActorShown = (place) => !state.actorsOff.has(place);
const isShown = (item) => atLevel(item) && isKindShown(item) && item.actors.some(isActorShown);
const label = (place) => data.actors[place].label;
