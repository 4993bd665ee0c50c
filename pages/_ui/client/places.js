/* Which areas are compared: a slot each, swap, up to four, and pairs to choose at one press. A choice
   is one trigger. Where the server moved another side along, a line says so and leads back. */
import { combobox } from "./combobox.js";
import { el } from "./dom.js";
import { redraw } from "./sections.js";

const SIDES = ["a", "b", "c", "d"];
const LEAST = 2;

const slot = (side, { signal, place, data, leave }) => {
  const remove = side > "b"
    ? el("button", { type: "button", class: "place-remove", text: "×" }) : null;
  const node = el("div", { class: `slot side-${side}`, "data-side": side },
    el("b", { class: "side-letter", "aria-hidden": "true", text: side.toUpperCase() }));
  const at = SIDES.indexOf(side);
  const field = combobox(node, {
    signal,
    choose: (code) => place(side, code),
    suggest: () => {
      const { groups, names, spoken } = data();
      return (groups[at] ?? []).map(([group, codes]) =>
        [spoken[group], codes.map((code) => ({ code, name: names[code] }))]);
    },
    fits: ({ code, level }) =>
      !data().compared.includes(code) && (at < LEAST || data().levels.includes(level)),
  });
  if (remove) {
    node.append(remove);
    remove.addEventListener("click", () => place(side, ""), { signal });
    field.input.addEventListener("blur", leave, { signal });
  }
  return { node, remove, ...field };
};

export const places = (root, { peta, signal, trigger }) => {
  let now = null;
  let before = null;
  let asked = null;
  let adding = false;
  const data = () => now;

  const place = (what, value) => {
    asked = { what, value };
    before = now;
    trigger("place", JSON.stringify([what, value]));
  };

  const swap = el("button", { type: "button", class: "box-button place-swap" });
  const add = el("button", { type: "button", class: "box-button place-add" });
  const leave = () => {
    // What was opened to choose from and left is put away, once a press on it has been dealt with.
    setTimeout(() => {
      if (!adding || signal.aborted) return;
      adding = false;
      lay();
    });
  };
  const slots = SIDES.map((side) => slot(side, { signal, place, data, leave }));
  const row = el("div", { class: "places" },
    slots[0].node, swap, slots[1].node, slots[2].node, slots[3].node, add);
  const said = el("div", { class: "place-said", role: "status" });
  const chips = el("div", { class: "place-pairs", role: "group" });
  root.append(row, chips, said);

  const lay = () => {
    const count = now.compared.length;
    slots.forEach(({ node, remove }, index) => {
      node.hidden = index >= count + (adding ? 1 : 0);
      if (remove) remove.hidden = index >= count;
    });
    add.hidden = adding || count >= SIDES.length || !now.groups[count]?.length;
  };

  swap.addEventListener("click", () => place("swap", ""), { signal });
  add.addEventListener("click", () => {
    adding = true;
    lay();
    slots[now.compared.length].input.focus();
  }, { signal });
  chips.addEventListener("click", ({ target }) => {
    const code = target.closest("button")?.dataset.code;
    if (code) place("pair", code);
  }, { signal });

  /* Areas that nobody touched and that are others now, or gone. */
  const moved = () => {
    const at = SIDES.indexOf(asked?.what);
    if (at < 0 || !asked.value || !before) return [];
    return before.compared.filter((code, index) =>
      index !== at && !now.compared.includes(code));
  };

  const notices = (spoken) => {
    const away = moved();
    const lines = [];
    if (away.length) {
      const back = el("button", { type: "button", class: "place-back", text: spoken.back });
      const was = before.compared.join();
      back.addEventListener("click", () => {
        // The way back goes with the line that held it; a field would open its list.
        swap.focus({ preventScroll: true });
        place("pair", was);
      }, { signal });
      const other = asked.what === "a" ? now.compared[1] : now.compared[0];
      const side = asked.what === "a" ? "B" : "A";
      const swapped = before.compared[side === "B" ? 1 : 0] !== other;
      lines.push(el("p", { class: "peta-notice" },
        (swapped ? spoken.moved : spoken.left)
          .replace("{side}", side).replace("{area}", now.names[other])
          .replace("{gone}", away.map((code) => before.names[code]).join(", ")), " ", back));
    }
    if (now.mixed) lines.push(el("p", { class: "peta-notice", text: spoken.mixed }));
    said.replaceChildren(...lines);
  };

  let turn = 0;
  return async (sent) => {
    const own = ++turn;
    const words = await peta.words(sent.lang);
    if (own !== turn || signal.aborted) return;
    const spoken = words.places;
    // Another change of the page (a filter) leaves what was said of the last choice standing.
    const same = now && now.compared.join() === sent.compared.join() && now.lang === sent.lang;
    const lost = asked?.value === "" && SIDES.includes(asked.what);
    const held = row.contains(document.activeElement);
    now = { ...sent, spoken };
    adding = false;
    slots.forEach(({ fill, input, remove, node }, index) => {
      const code = sent.compared[index];
      const name = spoken.area.replace("{side}", SIDES[index].toUpperCase());
      fill({ words: { ...words.find, unfit: spoken.unfit }, lang: sent.lang },
        { name, text: code ? sent.names[code] : "" });
      input.title = code ? sent.names[code] : "";
      input.placeholder = spoken.pick;
      node.setAttribute("aria-label", name);
      node.setAttribute("role", "group");
      remove?.setAttribute("aria-label",
        spoken.remove.replace("{area}", code ? sent.names[code] : ""));
    });
    swap.textContent = "⇄";
    swap.setAttribute("aria-label", spoken.swap);
    swap.title = spoken.swap;
    add.textContent = `+ ${spoken.add}`;
    lay();
    chips.setAttribute("aria-label", spoken.pairs);
    const pair = sent.compared.slice(0, LEAST).sort().join();
    redraw(chips, sent.pairs.map(([one, other, text]) => el("button", {
      type: "button", class: "place-pair", "data-code": `${one},${other}`, text,
      "aria-current": [one, other].sort().join() === pair ? "true" : null,
    })));
    if (!same || asked) notices(spoken);
    if (lost && held) add.focus({ preventScroll: true });
    asked = null;
  };
};
