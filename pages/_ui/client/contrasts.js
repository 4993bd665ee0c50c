/* What lies behind the difference of the compared areas, in sections that open in place. */
import { jobs } from "./contrast-jobs.js";
import { mixes } from "./contrast-mixes.js";
import { official } from "./contrast-official.js";
import { why } from "./contrast-why.js";
import { sections } from "./sections.js";

const LAZY = { mixes, jobs, why, official };

export const contrasts = (root, { peta, signal, trigger }) => {
  const { fill } = sections(root, LAZY, { signal, trigger });
  return async (sent) => {
    const spoken = await peta.words(sent.lang);
    if (!signal.aborted) fill(sent, spoken, spoken.contrasts);
  };
};
