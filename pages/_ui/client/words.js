/* Streamlit's own English, in Indonesian: no setting translates it. Only text nodes and labels that
   match a phrase exactly are touched, and React may replace them at any time, hence an observer. */
(() => {
  "use strict";
  const PHRASES = {
    "Skip to main content": "Langsung ke isi utama",
    "Connection error": "Sambungan terputus",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Apakah peladen masih berjalan? Bila terhenti, jalankan kembali dari terminal:",
    "Streamlit server is not responding. Are you connected to the internet?":
      "Peladen tidak menjawab. Apakah jaringan Anda tersambung?",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Sambungan terputus. Tunggu sampai tersambung lagi, lalu ulangi.",
    "Connecting": "Menyambung",
    "Connecting to Streamlit server": "Menyambung ke peladen",
    "Unable to connect to Streamlit server": "Tidak dapat tersambung ke peladen",
    "Error": "Galat",
    "This app has encountered an error. The original error message is redacted to prevent data leaks. Full error details have been recorded in the logs (if you're on Streamlit Cloud, click on 'Manage app' in the lower right of your app).":
      "Terjadi kesalahan pada aplikasi ini. Rinciannya tercatat di peladen.",
    "Copy": "Salin",
    "Ask Google": "Tanya Google",
    "Ask ChatGPT": "Tanya ChatGPT",
    "Page not found": "Halaman tidak ditemukan",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Halaman yang diminta tidak ada. Halaman utama ditampilkan.",
    "Please wait...": "Mohon tunggu…",
    "Running...": "Memuat…",
    "No results": "Tidak ada hasil",
    "Select all": "Pilih semua",
    "Clear all": "Hapus semua",
    "Clear value": "Kosongkan",
    "Choose an option": "Pilih satu",
    "Choose options": "Pilih",
    "Selectbox options": "Pilihan",
    "Open": "Buka",
    "Close": "Tutup",
    "Cancel": "Batal",
    "Fullscreen": "Layar penuh",
    "Close fullscreen": "Tutup layar penuh",
    "Notifications": "Pemberitahuan",
    "Copy to clipboard": "Salin",
    "Link to heading": "Tautan ke judul ini",
    "View less": "Lebih sedikit",
  };
  const LABELS = ["aria-label", "title", "placeholder", "alt"];
  const OURS = ".peta, script, style, textarea";
  const english = new Map(Object.entries(PHRASES).map(([from, to]) => [to, from]));
  let lang = document.documentElement.lang;

  const translated = (text) => {
    const plain = text.trim();
    if (lang === "id") {
      if (plain.startsWith("Help for ")) return `Bantuan: ${plain.slice(9)}`;
      return PHRASES[plain];
    }
    return english.get(plain);
  };

  const labels = (element) => {
    for (const name of LABELS) {
      const text = element.getAttribute(name);
      const words = text && translated(text);
      if (words && words !== text) element.setAttribute(name, words);
    }
  };

  const node = (text) => {
    const words = translated(text.nodeValue);
    if (words && words !== text.nodeValue) text.nodeValue = words;
  };

  const walk = (start) => {
    if (start.nodeType === Node.TEXT_NODE) {
      if (!start.parentElement?.closest(OURS)) node(start);
      return;
    }
    if (start.nodeType !== Node.ELEMENT_NODE || start.closest(OURS)) return;
    const types = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
    const walker = document.createTreeWalker(start, types, (item) =>
      (item.nodeType === Node.ELEMENT_NODE && item.matches(OURS)
        ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    for (let item = start; item; item = walker.nextNode()) {
      if (item.nodeType === Node.TEXT_NODE) node(item);
      else labels(item);
    }
  };

  const watch = () => {
    walk(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "childList") change.addedNodes.forEach(walk);
        else if (change.type === "attributes") labels(change.target);
        else walk(change.target);
      }
    }).observe(document.body, {
      childList: true, subtree: true, characterData: true, attributes: true,
      attributeFilter: LABELS,
    });
  };

  window.petaWords = (next) => {
    if (next === lang) return;
    lang = next;
    walk(document.body);
  };
  if (document.body) watch();
  else document.addEventListener("DOMContentLoaded", watch);
})();
