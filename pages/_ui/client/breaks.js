/* Breaks between classes as a reader writes them, in either language, read and written. */
export const FEWEST = 2;
export const MOST = 6;

const GROUPED = { id: /^-?\d{1,3}(\.\d{3})+(,\d+)?$/, en: /^-?\d{1,3}(,\d{3})+(\.\d+)?$/ };
const PLAIN = /^-?\d+(\.\d+)?$/;

/* Commas part numbers only where they can be neither a decimal comma nor part of a number. */
const pieces = (text, lang) => text
  .replaceAll("−", "-")
  .split(/[;\s]+|,(?=\s|$)/)
  .filter(Boolean)
  .flatMap((item) => {
    const commas = item.split(",").length - 1;
    const whole = GROUPED[lang].test(item) || (lang === "id" && commas === 1);
    return commas && !whole ? item.split(",").filter(Boolean) : [item];
  });

const number = (item, lang) => {
  const [thousand, decimal] = lang === "id" ? [".", ","] : [",", "."];
  const bare = GROUPED[lang].test(item) ? item.replaceAll(thousand, "") : item;
  const plain = bare.replace(decimal, ".");
  return PLAIN.test(plain) ? Number(plain) : null;
};

/* `values` ascending, or the `fault` and the `item` that has it. */
export const readBreaks = (text, lang) => {
  const values = [];
  for (const item of pieces(text, lang)) {
    const value = number(item, lang);
    if (value === null) return { fault: "notnumber", item };
    if (Math.abs(value) > 999_999_999 || Number(value.toFixed(3)) !== value) {
      return { fault: "decimals", item };
    }
    if (values.includes(value)) return { fault: "twice", item };
    values.push(value);
  }
  if (values.length < FEWEST) return { fault: "few", item: "" };
  if (values.length > MOST) return { fault: "many", item: "" };
  return { values: values.sort((a, b) => a - b) };
};

/* As the reader could have written them, without thousands' marks. */
export const writeBreaks = (values, lang) => values
  .map((value) => String(Number(value.toFixed(3))))
  .map((text) => (lang === "id" ? text.replace(".", ",") : text))
  .join("; ");
