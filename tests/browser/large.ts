// The largest company that Waypost is measured with, in real books behind a real server: five
// thousand accounts, five hundred rows, ten thousand lines that wait. Made from a fixed seed.
import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { Desk } from "./desk";
import { type House, program, type SeedAccount, start } from "./kit";

interface Account { id: string; number: string; name: string; class: string; active: boolean }

interface Line { id: string; amount: string; rate?: string }

export interface Company {
  chart: { accounts: Account[] };
  catalog: unknown;
  mapping: unknown;
  documents: { kind: string; subsidiary: string; lines: Line[] }[];
}

/** Category and subcategory of Business Central for each class; neither is unclassified. */
const CATEGORIES: Record<string, { category?: string; subCategory?: string }> = {
  accounts_receivable: { category: "Assets", subCategory: "Accounts Receivable" },
  accounts_payable: { category: "Liabilities", subCategory: "Accounts Payable" },
  income: { category: "Income" },
  cost_of_goods_sold: { category: "Cost of Goods Sold" },
  expense: { category: "Expense" },
  other_current_liability: { category: "Liabilities", subCategory: "Current Liabilities" },
  other_current_asset: { category: "Assets", subCategory: "Current Assets" },
  bank: { category: "Assets", subCategory: "Cash" },
  unclassified: {},
};

/** The company as `tests/generate` makes it. */
export function company(): Company {
  const said = execFileSync(program("WAYPOST_GENERATE_BIN", "waypost-generate"), { maxBuffer: 1 << 28 });
  return JSON.parse(said.toString());
}

/** The number that an account of the company has in the books, where the sample's keep their own. */
export const inBooks = (number: string) => `9${number}`;

/** A house with the company in its books. */
export function houseOf(made: Company): Promise<House> {
  const accounts: SeedAccount[] = made.chart.accounts.map(({ number, name, active, class: kind }) => {
    if (!CATEGORIES[kind]) throw new Error(`no category for ${kind}`);
    return { number: inBooks(number), displayName: name, blocked: !active, ...CATEGORIES[kind] };
  });
  return start({ accounts });
}

/** Connected, with catalogue and draft in place and the documents waiting; signed in as the page is. */
export async function connected(house: House, made: Company, page: Page): Promise<Desk> {
  const desk = await Desk.connected(house, page);
  const numbers = new Map(made.chart.accounts.map(({ id, number }) => [id, inBooks(number)]));
  const named = (_: string, value: unknown) => {
    const number = typeof value === "string" ? numbers.get(value) : undefined;
    return number === undefined ? value : desk.account(number);
  };
  await desk.catalog(made.catalog);
  await desk.draft(JSON.parse(JSON.stringify(made.mapping), named));
  const documents = made.documents.map((document) => ({ ...document, subsidiary: "S-KF" }));
  for (let at = 0; at < documents.length; at += 500) await desk.push(...documents.slice(at, at + 500));
  return desk;
}

/** One invoice of ten thousand lines. */
export function long(made: Company, lines = 10_000): unknown {
  const invoices = made.documents.filter((document) => document.kind === "invoice");
  const all = invoices.flatMap((document) => document.lines);
  const taken = Array.from({ length: lines }, (_, at) => ({ ...all[at % all.length], id: String(at + 1) }));
  return { ...invoices[0], id: "LONG", number: "LONG", subsidiary: "S-KF", total: undefined, lines: taken };
}
