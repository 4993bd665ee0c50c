/* What readers choose, on its way to the server: nothing is lost when the network is cut, and nothing
   is done twice. Streamlit drops what is sent while it has no connection, and what was on its way when
   one broke. So an event keeps its number until the server says that it was heard, and what was not is
   sent again, in order, as soon as there is a connection. */
const STATE = "data-test-connection-state";
const CONNECTED = "CONNECTED";
const page = Math.random().toString(36).slice(2);
let waiting = [];
let count = 0;
let broken = false;

const deliver = ({ number, view, name, value }) => view.send(name, [number, value]);

export const send = (view, name, value) => {
  const event = { number: `${page}-${count += 1}`, view, name, value };
  waiting.push(event);
  // What waits from before a cut goes first; its answer brings this one on its way.
  if (!broken) deliver(event);
};

const resume = () => {
  waiting = waiting.filter(({ view }) => view.root.isConnected);
  if (waiting.length) deliver(waiting[0]);
  else broken = false;
};

/* The server has acted upon an event, and so upon all before it that it was told of. */
export const heard = (number) => {
  const at = waiting.findIndex((event) => event.number === number);
  if (at < 0) return;
  waiting = waiting.slice(at + 1);
  if (broken) resume();
};

const watch = (app) => {
  let before = app.getAttribute(STATE);
  new MutationObserver(() => {
    const now = app.getAttribute(STATE);
    if (now === before) return;
    before = now;
    if (now !== CONNECTED) broken = true;
    else if (broken) resume();
  }).observe(app, { attributeFilter: [STATE] });
};

const app = document.querySelector(`[${STATE}]`);
if (app) watch(app);
