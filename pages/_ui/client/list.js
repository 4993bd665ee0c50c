/* The areas part: select box, ranked chart and table over one set of rows, one pointed and one
   selected area. Pointing goes over the bus; selecting is one trigger to the server. */
import { picker } from "./pick.js";
import { ranks } from "./ranks.js";
import { table } from "./table.js";

const FLAGS = { n: "nodata", s: "suppressed", u: "unreliable" };

const colourOf = (data, index, cls) => {
  if (cls < "0" || cls > "9") return null;
  if (data.kind?.includes("circles")) return data.colours[data.values[index] < 0 ? 1 : 0];
  return data.colours[Number(cls)];
};

const join = (data, features) => {
  const known = new Map(features.map(({ properties }) => [properties.c, properties]));
  return data.codes.map((code, index) => {
    const cls = data.classes[index] ?? "n";
    const flag = data.flags[index] ?? "o";
    const { n: name = code, b: other = "", g: parent = "", p: parentCode = "" } = known.get(code) ?? {};
    return {
      code, name, other, parent, parentCode, cls,
      value: data.values[index] ?? null,
      text: data.texts[index] || data.words[FLAGS[flag]] || "–",
      empty: flag in FLAGS,
      care: flag === "c",
      colour: colourOf(data, index, cls),
    };
  });
};

export const list = (root, { peta, signal, trigger }) => {
  let data = null;
  let selected = null;
  let from = "areas";
  let turn = 0;

  const point = (row) => {
    mark(row?.code ?? null);
    peta.emit("point", {
      code: row?.code ?? null, class: row?.cls ?? null, from, side: data.side,
    });
  };

  const choose = (code) => {
    if ((code || null) === selected) return;
    selected = code || null;
    parts.forEach((part) => part.select(selected));
    trigger("select", code);
  };

  const sort = (order) => trigger("sort", order);

  const tools = { root, signal, point, choose, sort };
  const parts = [picker(tools), ranks(tools), table(tools)];

  function mark(code, elsewhere = false) {
    parts.forEach((part) => part.point(code, elsewhere));
  }

  peta.on("point", (told) => {
    if (told.from !== from) mark(told.code, true);
  }, signal);
  peta.on("select", ({ code, side }) => {
    if (side === data?.side && data.codes.includes(code)) choose(code);
  }, signal);

  return async (next) => {
    const now = ++turn;
    data = next;
    from = `areas-${next.side}`;
    root.dataset.side = next.side;
    root.style.setProperty("--rows", next.codes.length);
    let features = [];
    try {
      features = (await peta.geometry(next.geometry)).features;
    } catch {
      root.dataset.state = "nameless";
    }
    if (now !== turn || signal.aborted) return;
    selected = next.selected ?? null;
    const rows = join(next, features);
    parts.forEach((part) => {
      part.update(rows, next);
      part.select(selected);
    });
  };
};
