/* The one component of the page: `part` of the payload (deflated JSON) says which part stands here.
   Streamlit calls this at every change of data and cleans up only when the element leaves. */
import { act } from "./act.js";
import { boxes } from "./boxes.js";
import { contrasts } from "./contrasts.js";
import { send } from "./events.js";
import { filters } from "./filters.js";
import { find } from "./find.js";
import { legend } from "./legend.js";
import { list } from "./list.js";
import { options } from "./options.js";
import { page } from "./page-part.js";
import { pair } from "./pair.js";
import { places } from "./places.js";
import { profile } from "./profile.js";
import { series } from "./series.js";
import { take } from "./take.js";
import { thumb } from "./thumb.js";
import { time } from "./time.js";

const PARTS = {
  act, areas: list, boxes, contrasts, filters, find, legend, options, page, pair, places, profile, series,
  take, thumb, time,
};
const views = new WeakMap();
const turns = new WeakMap();

const read = (bytes) => new Response(
  new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")),
).json();

const open = (part, parentElement) => {
  const root = document.createElement("div");
  root.className = `peta peta-${part}`;
  root.dataset.part = part;
  parentElement.append(root);
  const owner = new AbortController();
  const view = { part, root, send: () => {}, close: null, update: null };
  view.update = PARTS[part](root, {
    peta: window.peta, signal: owner.signal, trigger: (name, value) => send(view, name, value),
  });
  view.close = () => {
    owner.abort();
    root.remove();
    views.delete(parentElement);
  };
  views.set(parentElement, view);
  return view;
};

const show = (data, parentElement, setTriggerValue) => {
  let view = views.get(parentElement);
  if (view && view.part !== data.part) view.close();
  if (view?.part !== data.part) view = open(data.part, parentElement);
  view.send = setTriggerValue;
  // Some parts wait for words; the first view is whole when each part has drawn itself (arrive.js).
  Promise.resolve(view.update(data)).then(() => { view.root.dataset.shown = ""; });
};

export default function mount({ data, parentElement, setTriggerValue }) {
  const turn = {};
  turns.set(parentElement, turn);
  read(data).then((payload) => {
    if (turns.get(parentElement) === turn) show(payload, parentElement, setTriggerValue);
  });
  return () => {
    turns.delete(parentElement);
    views.get(parentElement)?.close();
  };
}
