/* Tells the page its language, title and theme; draws nothing. */
export const page = (root, { peta }) => {
  root.hidden = true;
  return ({ lang, title, theme }) => peta.page({ lang, title, theme });
};
