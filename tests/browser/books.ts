// What must stand in the books, worked out from the sample's documents, from the accounts that its
// lines must reach and from what was paid; and what does stand there, read from the sandbox.
import type { Document, House } from "./kit";

export type Balances = Record<string, number>;

/** The account that each line must reach: document, line, account. */
export type Accounts = Record<string, Record<string, string>>;

/** A payment that stands in the books, of one document. */
export interface Paid {
  document: string;
  direction: "customer" | "vendor";
  amount: string;
}

/** QuickBooks Online gives its own receivable, payable and clearing accounts no number. */
export const UNNUMBERED: Record<string, string> = {
  "11000": "Accounts Receivable (A/R)",
  "14990": "Undeposited Funds",
  "20000": "Accounts Payable (A/P)",
};

/** Keystone Fleet's company in QuickBooks Online. */
export const REALM = "9341453908020001";

/** What somebody does in QuickBooks Online itself, and what came of it. */
export async function bookkeeper(house: House, what: string, body: unknown): Promise<Record<string, string>> {
  const headers = { "content-type": "application/json" };
  const url = `${house.sandbox}/control/quickbooks/${what}`;
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text === "" ? {} : JSON.parse(text);
}

/** Debit less credit of each account in cents, by account number. */
export function expected(documents: Document[], accounts: Accounts, payments: Paid[] = []): Balances {
  const balances: Balances = {};
  const add = (account: string, amount: number) => {
    balances[account] = (balances[account] ?? 0) + amount;
  };
  for (const document of documents) {
    const sign = document.kind === "invoice" ? -1 : 1;
    for (const line of document.lines) {
      add(numberOf(accounts[document.id][line.id]), sign * cents(line.amount));
    }
    add(document.kind === "invoice" ? "11000" : "20000", -sign * cents(document.total));
  }
  for (const { direction, amount } of payments) {
    // What customers pay waits to be deposited; vendors are paid from the bank.
    const [debit, credit] = direction === "customer" ? ["14990", "11000"] : ["20000", "10100"];
    add(debit, cents(amount));
    add(credit, -cents(amount));
  }
  return withoutZeros(balances);
}

/** The accounts that the mapping names for the lines themselves; every line has to have one. */
export function mapped(documents: Document[], mapping: Record<string, { items: Record<string, unknown> }>): Accounts {
  const account = (kind: Document["kind"], { category, item }: Document["lines"][number]) => {
    const chosen = mapping[category === "accessorial" ? "accessorials" : category].items[item];
    const sides = chosen as Record<string, string> | undefined;
    const account = typeof chosen === "string" ? chosen : sides?.[kind === "invoice" ? "revenue" : "expense"];
    if (!account) throw new Error(`the mapping names no account for ${item}`);
    return account;
  };
  const lines = ({ kind, lines }: Document) => lines.map((line) => [line.id, account(kind, line)]);
  return Object.fromEntries(documents.map((one) => [one.id, Object.fromEntries(lines(one))]));
}

/** The trial balance of the sandbox's company, in cents. */
export async function actual(sandbox: string, company: string): Promise<Balances> {
  return balances((await read(sandbox, company)).trialBalance);
}

/** The same of a company of QuickBooks Online, under the sample's numbers. */
export async function actualOnline(sandbox: string, realm: string): Promise<Balances> {
  const numbers = Object.fromEntries(Object.entries(UNNUMBERED).map(([number, name]) => [name, number]));
  return balances((await readOnline(sandbox, realm)).trialBalance, numbers);
}

/** The sandbox's company as its control address shows it. */
export async function read(sandbox: string, company: string) {
  return look(`${sandbox}/control/books?company=${company}`);
}

/** The same of a company of QuickBooks Online. */
export async function readOnline(sandbox: string, realm: string) {
  return look(`${sandbox}/control/quickbooks/${realm}/books`);
}

async function look(url: string) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the books cannot be read: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

function balances(trial: Record<string, { net: string }>, numbers: Record<string, string> = {}): Balances {
  const rows = Object.entries(trial).map(([account, { net }]) => [numbers[account] ?? account, cents(net)]);
  return withoutZeros(Object.fromEntries(rows));
}

/** The sample names accounts a-40100; the books number them 40100. */
function numberOf(account: string): string {
  return account.replace(/^a-/, "");
}

function cents(amount: string): number {
  const [, sign, whole, part] = /^(-?)(\d+)\.(\d{2})$/.exec(amount) ?? [];
  if (whole === undefined) throw new Error(`not an amount: ${amount}`);
  return (sign ? -1 : 1) * (Number(whole) * 100 + Number(part));
}

function withoutZeros(balances: Balances): Balances {
  const rows = Object.entries(balances).filter(([, amount]) => amount !== 0);
  return Object.fromEntries(rows.sort(([one], [other]) => one.localeCompare(other)));
}
