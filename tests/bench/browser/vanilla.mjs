// The same screen without a framework: HyperList draws the lines near the window, the grid's inputs have
// the browser's own list of accounts.
import HyperList from "hyperlist";
import * as engine from "./engine.mjs";
import "./page.css";

const make = (tag, className, text = "") => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
};

const root = document.getElementById("root");
root.innerHTML = `<main class="content"><h1>Account mappings</h1><div class="beside">
  <section class="card"><div class="scroller" id="grid"></div></section>
  <aside class="card beside-pane"><div class="scroller" id="lines"></div><table class="table entries"><tbody id="entries"></tbody></table></aside>
</div></main><datalist id="accounts"></datalist>`;

const options = document.createDocumentFragment();
engine.accounts.forEach((_, at) => {
  const option = document.createElement("option");
  option.value = engine.title(at);
  options.append(option);
});
document.getElementById("accounts").append(options);
const ids = new Map(engine.accounts.map((account, at) => [engine.title(at), account.id]));

function gridRow(at) {
  const row = engine.rows[at];
  const element = make("div", "grid-row two");
  element.append(make("div", "grid-name", row.name));
  row.slots.forEach((one, column) => {
    const { account, by } = engine.effective(one);
    const cell = make("div", "grid-cell");
    const input = make("input", "input");
    input.id = `cell-${at}-${column}`;
    input.setAttribute("list", "accounts");
    input.setAttribute("aria-label", one.slot);
    input.value = account < 0 ? "" : engine.title(account);
    input.addEventListener("change", () => {
      engine.choose(one.slot, ids.get(input.value) ?? null);
      refresh();
    });
    cell.append(input, make("div", "faint grid-by", by));
    element.append(cell);
  });
  return element;
}

function lineRow(at) {
  const { name, description, amount, account, path } = engine.line(at);
  const element = make("div", "preview-line");
  const head = make("p", "line-head");
  head.append(make("span", "", name), make("span", "amount", amount));
  const list = make("ol", "path");
  list.append(...path.map((step) => make("li", step.hit ? "hit" : "miss", `${step.slot}: ${step.outcome}`)));
  element.append(head, make("p", "faint", description), make("p", "", account ?? "No account"), list);
  return element;
}

const windowed = (id, total, itemHeight, generate) => {
  const element = document.getElementById(id);
  const config = { itemHeight, total, generate, height: 800 };
  const list = HyperList.create(element, config);
  return () => list.refresh(element, config);
};
const redraw = [
  windowed("grid", engine.rows.length, 65, gridRow),
  windowed("lines", engine.count, 133, lineRow),
];

function drawEntries() {
  const rows = engine.entries().map(({ account, amount }) => {
    const row = document.createElement("tr");
    row.append(make("th", "", account), make("td", "end", amount));
    return row;
  });
  document.getElementById("entries").replaceChildren(...rows);
}

function refresh() {
  redraw.forEach((draw) => draw());
  drawEntries();
}
drawEntries();
