// The largest company that Waypost is measured with, in real books behind a real server: five
// thousand accounts, five hundred rows, ten thousand lines that wait. Made from a fixed seed.
import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { Desk } from "./desk";
import { type House, program } from "./kit";

interface Account { id: string; number: string; name: string; class: string; active: boolean }

export interface Company {
  chart: { accounts: Account[] };
  catalog: unknown;
  mapping: unknown;
  /** Slots, and the account that is put there or none. */
  edits: [string, string | null][];
  documents: { kind: string; subsidiary: string; lines: { id: string; amount: string; rate?: string }[] }[];
}

/** Category and subcategory of Business Central for each class. */
const CATEGORIES: Record<string, [string, string?]> = {
  accounts_receivable: ["Assets", "Accounts Receivable"],
  accounts_payable: ["Liabilities", "Accounts Payable"],
  income: ["Income"],
  cost_of_goods_sold: ["Cost of Goods Sold"],
  expense: ["Expense"],
  other_current_liability: ["Liabilities", "Current Liabilities"],
  other_current_asset: ["Assets", "Current Assets"],
  unclassified: [" "],
  bank: ["Assets", "Cash"],
};

/** The company as `tests/generate` makes it. */
export function company(): Company {
  const said = execFileSync(program("WAYPOST_GENERATE_BIN", "waypost-generate"), { maxBuffer: 1 << 28 });
  return JSON.parse(said.toString());
}

/** Accounts made in the books, catalogue and draft in place, documents waiting. */
export async function large(house: House, page: Page): Promise<{ desk: Desk; company: Company }> {
  const made = company();
  const desk = await Desk.connected(house, page);
  // Numbers that the sample's books have already keep their accounts.
  const accounts = made.chart.accounts.map((account) => ({ ...account, number: `9${account.number}` }));
  for (let at = 0; at < accounts.length; at += 25) {
    await Promise.all(accounts.slice(at, at + 25).map((account) => {
      const [category, subCategory] = CATEGORIES[account.class];
      const { name: displayName, active } = account;
      return desk.inBooks(account.number, { create: true, displayName, category, subCategory, blocked: !active });
    }));
  }
  await desk.readChart();
  const numbers = new Map(accounts.map((account) => [account.id, account.number]));
  const named = (_: string, value: unknown) =>
    typeof value === "string" && numbers.has(value) ? desk.account(numbers.get(value) ?? "") : value;
  await desk.catalog(made.catalog);
  await desk.draft(JSON.parse(JSON.stringify(made.mapping), named));
  const documents = made.documents.map((document) => ({ ...document, subsidiary: "S-KF" }));
  for (let at = 0; at < documents.length; at += 500) await desk.push(...documents.slice(at, at + 500));
  const edits = made.edits.map(([slot, account]) => [slot, account && named("", account)] as [string, string | null]);
  return { desk, company: { ...made, edits } };
}

/** One invoice of ten thousand lines. */
export function long(made: Company, lines = 10_000): unknown {
  const invoices = made.documents.filter((document) => document.kind === "invoice");
  const all = invoices.flatMap((document) => document.lines);
  const taken = Array.from({ length: lines }, (_, at) => ({ ...all[at % all.length], id: String(at + 1) }));
  return { ...invoices[0], id: "LONG", number: "LONG", subsidiary: "S-KF", total: undefined, lines: taken };
}
