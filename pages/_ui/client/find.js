/* The band above the map: the trail to the area in view, and the search for another. */
import { crumbs } from "./crumbs.js";
import { search } from "./search.js";

export const find = (root, tools) => {
  const parts = [crumbs(root, tools), search(root, tools)];
  let turn = 0;
  return async (data) => {
    const now = ++turn;
    const words = await tools.peta.words(data.lang);
    if (now !== turn || tools.signal.aborted) return;
    for (const part of parts) part({ ...data, words: words.find });
  };
};
