// What must stand in the books, worked out from the sample's documents and from the accounts that
// its lines must reach; and what does stand there, read from the sandbox.
import type { Document } from "./kit";

export type Balances = Record<string, number>;

/** Debit less credit of each account in cents, by account number. */
export function expected(documents: Document[], accounts: Record<string, Record<string, string>>): Balances {
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
  return withoutZeros(balances);
}

/** The trial balance of the sandbox's company, in cents. */
export async function actual(sandbox: string, company: string): Promise<Balances> {
  const books = await read(sandbox, company);
  const rows = Object.entries(books.trialBalance as Record<string, { net: string }>);
  return withoutZeros(Object.fromEntries(rows.map(([number, row]) => [number, cents(row.net)])));
}

/** The sandbox's company as its control address shows it. */
export async function read(sandbox: string, company: string) {
  const answer = await fetch(`${sandbox}/control/books?company=${company}`);
  if (!answer.ok) throw new Error(`the books cannot be read: ${answer.status} ${await answer.text()}`);
  return answer.json();
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
