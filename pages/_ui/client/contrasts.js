/* What lies behind the difference of the compared areas, in sections that open in place. */
import { jobs } from "./contrast-jobs.js";
import { mixes } from "./contrast-mixes.js";
import { official } from "./contrast-official.js";
import { why } from "./contrast-why.js";
import { el } from "./dom.js";
import { sections } from "./sections.js";

const LAZY = { mixes, why, jobs, official };

export const contrasts = (root, { peta, signal, trigger }) => {
  const title = el("h2", { class: "contrasts-title" });
  root.append(title);
  const { fill } = sections(root, LAZY, { signal, trigger });
  return async (sent) => {
    const spoken = await peta.words(sent.lang);
    if (signal.aborted) return;
    title.textContent = spoken.contrasts.title;
    fill(sent, spoken, spoken.contrasts);
  };
};
