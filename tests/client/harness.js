/* Helpers of the client's tests; `window.harness` is called from Python. */
import mount from "/client/areas.js";

const COLOURS = ["#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c"];
const BREAKS = ["26,0–55,9", "56,0–85,9", "86,0–115,9", "116,0–145,9", "146,0–273,0"];
const WORDS = {
  map: "Peta wiraswasta per 1.000 penduduk", zoomin: "Perbesar", zoomout: "Perkecil",
  reset: "Seluruh wilayah", nodata: "tidak ada data", suppressed: "dirahasiakan",
  unreliable: "terlalu sedikit data", care: "baca dengan hati-hati", elevation: "m dpl",
  failed: "Batas wilayah tidak dapat dimuat.", retry: "Coba lagi", again: "Ketuk lagi untuk memilih",
  credit: "Batas: BPS / OCHA (CC BY 3.0 IGO)",
};
const LIST_WORDS = {
  ...WORDS, pick: "Pilih kapanewon/kemantren", choose: "– pilih –", name: "Wilayah",
  parent: "Kabupaten/kota", value: "Wiraswasta", rank: "Peringkat", caption: "Wiraswasta 2024",
  chart: "Diagram peringkat 78 wilayah", hint: "Arahkan ke kolom untuk membaca nilainya",
};

const nodes = new Map();
const calls = [];
const told = [];
for (const type of ["point", "select", "view", "class", "painted", "theme", "frame"]) {
  peta.on(type, (detail) => told.push({ type, ...detail }));
}

const figures = async (region, level) => {
  const { features } = await peta.geometry(`/geometry/test/${region}/${level}.json`);
  const values = features.map(({ properties }, index) => {
    const [lon, lat] = properties.x;
    const wave = Math.sin(lon * 31) * Math.cos(lat * 27) + Math.sin(index) * 0.35;
    return Math.round((150 + wave * 85) * 10) / 10;
  });
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const classes = values.map((value) => String(Math.min(4, Math.floor((5 * (value - low)) / (high - low)))));
  return { features, values, classes };
};

const text = (value) => value.toFixed(1).replace(".", ",");

const bounds = (features) => {
  const points = features.flatMap(({ geometry }) => geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2));
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [[Math.min(...lats), Math.min(...lons)], [Math.max(...lats), Math.max(...lons)]];
};

const marked = (classes) => classes.map((char, index) => ({ 3: "n", 7: "s", 11: "u" })[index] ?? char);

const payload = async (region, level, more = {}) => {
  const { features, values, classes } = await figures(region, level);
  const circles = (more.kind ?? "choropleth").includes("circles");
  const falls = (index) => index % 4 === 1;
  const chars = marked(circles ? classes.map((_, index) => (falls(index) ? "0" : "1")) : classes);
  return {
    level, kind: "choropleth", classes: chars.join(""),
    care: chars.map((char, index) => (index % 9 === 5 && char >= "0" && char <= "9" ? "1" : "0")).join(""),
    radii: circles ? values.map((value, index) => (Math.sqrt(value) * (falls(index) ? -1 : 1)) * 0.9) : null,
    values: values.map((value, index) => (chars[index] > "9" ? "" : text(value))),
    colours: circles ? ["#b5541c", "#2b5c9e"] : COLOURS,
    label: "Wiraswasta per 1.000 penduduk", unit: "per 1.000 penduduk", words: WORDS,
    selected: null, fit: bounds(features), fitkey: region, lang: "id", ...more,
  };
};

const list = async (region, level, more = {}) => {
  const { features, values, classes } = await figures(region, level);
  const chars = marked(classes);
  return {
    part: "areas", lang: "id", side: "a", geometry: `/geometry/test/${region}/${level}.json`,
    codes: features.map(({ properties }) => properties.c),
    values: values.map((value, index) => (chars[index] > "9" ? null : value)),
    texts: values.map((value, index) => (chars[index] > "9" ? "" : text(value))),
    flags: chars.map((char, index) => (char > "9" ? char : index % 9 === 5 ? "c" : "o")).join(""),
    classes: chars.join(""), colours: COLOURS, ranked: true, groups: true, sort: "value",
    selected: null, context: [{ name: "DIY", text: "148,2", value: 148.2 }], words: LIST_WORDS,
    unit: "per 1.000 penduduk", ...more,
  };
};

const legend = (more = {}) => ({
  part: "legend", kind: "choropleth", title: "Wiraswasta", unit: "per 1.000 penduduk, 2024 semester 1",
  items: COLOURS.map((colour, index) => ({ index, colour, text: BREAKS[index], count: String(9 + index) })),
  extra: [{ code: "n", text: "tidak ada data", count: "1" }], ...more,
});

const place = (id, parent) => {
  if (!nodes.has(id)) {
    const node = document.createElement("div");
    node.id = id;
    document.getElementById(parent).append(node);
    nodes.set(id, node);
  }
  return nodes.get(id);
};

const cleanups = new Map();

/* As the server sends it; settled once the part has read its payload. */
const part = async (id, data, parent = "right") => {
  const setTriggerValue = (name, value) => calls.push([id, name, value[1]]);
  const plain = new Blob([JSON.stringify(data)]).stream();
  const sent = await new Response(plain.pipeThrough(new CompressionStream("deflate"))).bytes();
  const parentElement = place(id, parent);
  const read = new Promise((done) => { new MutationObserver(done).observe(parentElement, { childList: true, subtree: true }); });
  cleanups.set(id, mount({ data: sent, parentElement, setTriggerValue }));
  await read;
};

const unmount = (id) => cleanups.get(id)();

/* A frame that arrives again under the same side replaces the one before, as a remount does. */
const frame = (side, region, { linked = false, height = 480, parent = "left" } = {}) =>
  new Promise((resolve, reject) => {
    document.getElementById(`frame-${side}`)?.remove();
    const node = document.createElement("iframe");
    node.id = `frame-${side}`;
    node.title = "streamlit_folium.st_folium";
    node.height = height;
    node.src = `/harness/frame.html?side=${side}&region=${region}${linked ? "&linked" : ""}`;
    node.onload = () => node.contentWindow.petaMap.ready.then(resolve, reject);
    document.getElementById(parent).append(node);
  });

const paint = async (side, region, level, more) => {
  const data = await payload(region, level, more);
  await document.getElementById(`frame-${side}`).contentWindow.petaMap.paint(data);
  return data;
};

const map = (side) => document.getElementById(`frame-${side}`).contentWindow.map;

window.harness = { map, calls, told, figures, payload, list, legend, part, unmount, frame, paint };
document.documentElement.dataset.ready = "1";
