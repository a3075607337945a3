// The same screen in React: the grid and the preview windowed by TanStack Virtual, the picker by Downshift.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCombobox } from "downshift";
import { memo, useCallback, useMemo, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import * as engine from "./engine.mjs";
import "./page.css";

const Picker = memo(function Picker({ slot, onChoose, onLeave }) {
  const [items, setItems] = useState(() => engine.search(""));
  const { getInputProps, getMenuProps, getItemProps, highlightedIndex } = useCombobox({
    items,
    initialIsOpen: true,
    defaultHighlightedIndex: 0,
    itemToString: (at) => (at === null ? "" : engine.title(at)),
    onInputValueChange: ({ inputValue }) => setItems(engine.search(inputValue)),
    onSelectedItemChange: ({ selectedItem }) => onChoose(slot, engine.accounts[selectedItem].id),
    onIsOpenChange: ({ isOpen }) => !isOpen && onLeave(),
  });
  return (
    <div className="combobox">
      <input className="input" {...getInputProps({ autoFocus: true, "aria-label": `Account of ${slot}` })} />
      <ul className="combobox-list" {...getMenuProps({ "aria-label": "Accounts" })}>
        {items.map((at, index) => (
          <li key={at} className={`combobox-option ${highlightedIndex === index ? "active" : ""}`} {...getItemProps({ item: at, index })}>
            <div className="account">
              <span className="number">{engine.accounts[at].number}</span>
              <span className="account-name">{engine.accounts[at].name}</span>
              <span className="account-class">{engine.accounts[at].class}</span>
            </div>
            {engine.allowed(slot, engine.accounts[at].id) ? null : <div className="combobox-reason">Cannot be used here</div>}
          </li>
        ))}
      </ul>
    </div>
  );
});

const Cell = memo(function Cell({ place, slot, account, by, editing, onEdit, onChoose, onLeave }) {
  return (
    <div className="grid-cell" role="gridcell" id={place} tabIndex={0} onKeyDown={(event) => event.key === "Enter" && event.target === event.currentTarget && onEdit(place)} onClick={() => onEdit(place)}>
      {editing ? <Picker slot={slot} onChoose={onChoose} onLeave={onLeave} /> : (
        <div className="account-box"><div className="account"><span className="account-name">{account < 0 ? "No account" : engine.title(account)}</span></div></div>
      )}
      <div className="faint grid-by"><span>{by}</span></div>
    </div>
  );
});

function Grid({ version, onChoose }) {
  const [editing, setEditing] = useState(null);
  const parent = useRef(null);
  const rows = useVirtualizer({ count: engine.rows.length, getScrollElement: () => parent.current, estimateSize: () => 65, overscan: 12 });
  const leave = useCallback(() => setEditing(null), []);
  const choose = useCallback((slot, id) => { setEditing(null); onChoose(slot, id); }, [onChoose]);
  return (
    <div className="scroller" ref={parent}>
      <div role="grid" aria-label="Account of every line item" style={{ height: rows.getTotalSize(), position: "relative" }} data-version={version}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const row = engine.rows[index];
          return (
            <div key={key} ref={rows.measureElement} data-index={index} role="row" className="grid-row two" style={{ position: "absolute", top: 0, insetInline: 0, transform: `translateY(${start}px)` }}>
              <div role="rowheader" className="grid-name">{row.name}</div>
              {row.slots.map((one, column) => {
                const place = `cell-${index}-${column}`;
                return <Cell key={one.slot} place={place} slot={one.slot} {...engine.effective(one)} editing={editing === place} onEdit={setEditing} onChoose={choose} onLeave={leave} />;
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const Line = memo(function Line({ at, account, path }) {
  const { name, description, amount } = useMemo(() => engine.line(at), [at]);
  return (
    <>
      <p className="line-head"><span>{name}</span><span className="amount">{amount}</span></p>
      <p className="faint">{description}</p>
      <p>{account ?? "No account"}</p>
      <ol className="path">{path.split("\n").map((step) => <li key={step} className={step.startsWith("*") ? "hit" : "miss"}>{step.slice(1)}</li>)}</ol>
    </>
  );
});

function Preview({ version }) {
  const parent = useRef(null);
  const lines = useVirtualizer({ count: engine.count, getScrollElement: () => parent.current, estimateSize: () => 133, overscan: 12 });
  const entries = useMemo(() => engine.entries(), [version]);
  return (
    <div className="scroller" ref={parent}>
      <ul className="preview-lines" style={{ height: lines.getTotalSize(), position: "relative" }}>
        {lines.getVirtualItems().map(({ index, key, start }) => {
          const { account, path } = engine.line(index);
          const words = path.map((step) => `${step.hit ? "*" : " "}${step.slot}: ${step.outcome}`).join("\n");
          return (
            <li key={key} ref={lines.measureElement} data-index={index} className="preview-line" style={{ position: "absolute", top: 0, insetInline: 0, transform: `translateY(${start}px)` }}>
              <Line at={index} account={account} path={words} />
            </li>
          );
        })}
      </ul>
      <table className="table entries"><tbody>
        {entries.map(({ account, amount }) => <tr key={account}><th scope="row">{account}</th><td className="end">{amount}</td></tr>)}
      </tbody></table>
    </div>
  );
}

function App() {
  const [version, setVersion] = useState(0);
  const choose = useCallback((slot, id) => {
    engine.choose(slot, id);
    setVersion((before) => before + 1);
  }, []);
  return (
    <main className="content">
      <h1>Account mappings</h1>
      <div className="beside">
        <section className="card" aria-label="Accounts by line item"><Grid version={version} onChoose={choose} /></section>
        <aside className="card beside-pane" aria-label="Preview"><Preview version={version} /></aside>
      </div>
    </main>
  );
}

createRoot(document.getElementById("root")).render(<App />);
