// The demo's second subsidiary: Keystone Fleet is connected to QuickBooks Online by clicking alone, the TMS
// hands in its documents and a payment, a bookkeeper pays in the books, and both agree to the cent.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { actualOnline, bookkeeper, expected, mapped, type Paid, REALM, readOnline, UNNUMBERED } from "./books";
import { ADMINISTRATOR, fleetDocuments, type House, PERSON, sample, start, tms, VERIFIER_TOKEN } from "./kit";
import { accessible, choose, setDefault, unfold } from "./screen";

const BY_TMS: Paid = { document: "FLT-2000110", direction: "customer", amount: "1875.00" };
const IN_BOOKS: Paid[] = [
  { document: "FLT-2000111", direction: "customer", amount: "1425.00" },
  { document: "T-2000120-1", direction: "vendor", amount: "1965.00" },
];
const PAID = [BY_TMS, ...IN_BOOKS];

let house: House;
let person: BrowserContext;
let page: Page;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  house = await start({ fleet: true });
  person = await browser.newContext();
  page = await person.newPage();
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

const at = (screen: string) => page.goto(`${house.url}/subsidiaries/S-FL/${screen}`);
const main = () => page.getByRole("main");
const accounts = () => mapped(fleetDocuments(), sample("mapping"));

/** The payments of one document. */
const row = (number: string) =>
  page
    .getByRole("region", { name: "Payments", exact: true })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: number, exact: true }) });

test("signing in with Intuit leads back to the tasks, with the company that was chosen there", async () => {
  await page.goto(house.url);
  await page.getByLabel("One-time code").fill(house.code);
  await page.getByLabel("Your name").fill(ADMINISTRATOR.name);
  await page.getByLabel("E-mail").fill(ADMINISTRATOR.email);
  await page.getByLabel("Password").fill(ADMINISTRATOR.password);
  await page.getByRole("button", { name: "Make the administrator" }).click();
  await page.getByRole("link", { name: "Keystone Fleet" }).click();
  await page.getByRole("button", { name: "Sign in with Intuit" }).click();
  await expect(page).toHaveTitle("Connect to QuickBooks Online (sandbox)");
  await accessible(page, "Intuit's page, signing in");
  await page.getByLabel("Email").fill(PERSON.name);
  await page.getByLabel("Password").fill(PERSON.password);
  await page.getByRole("button", { name: "Sign in and connect" }).click();
  await expect(page.getByRole("heading", { name: "Choose a company" })).toBeVisible();
  await accessible(page, "Intuit's page, choosing a company");
  await page.getByLabel("Keystone Fleet").check();
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page).toHaveURL(/\/subsidiaries\/S-FL\/connect$/);
  await expect(page.getByText("A person is signed in with Intuit.")).toBeAttached();
  await expect(page.getByText("Keystone Fleet is chosen. Its chart of accounts was read")).toBeAttached();
});

test("access is checked, and what to sync is chosen, payments as well", async () => {
  await unfold(page, "Check access");
  await page.getByRole("button", { name: "Check access" }).click();
  const numbers = page.getByRole("listitem").filter({ hasText: "Invoices keep the numbers of their loads" });
  await expect(numbers.last()).toContainText("Passed");
  await expect(page.getByText("Did not pass")).toHaveCount(0);
  await unfold(page, "Choose what to sync");
  await page.getByLabel("Revenue").check();
  await page.getByLabel("Expense").check();
  await page.getByRole("button", { name: "Save what to sync" }).click();
  const next = page.getByRole("listitem").filter({ hasText: "Set the defaults" });
  await expect(next).toContainText("To do now");
  await unfold(page, "Choose what to sync");
  await main().getByText("Payments", { exact: true }).click();
  await page.getByLabel("Send full customer payments to QuickBooks Online").check();
  await page.getByRole("button", { name: "Save what is sent" }).click();
  const draft = async () => (await page.request.get(`${house.url}/api/v1/subsidiaries/S-FL/mapping`)).json();
  await expect.poll(async () => (await draft()).draft.mapping.customer_payments.export).toBe(true);
  await accessible(page, "connect, QuickBooks Online");
});

test("the defaults are set, also those whose accounts have no number there", async () => {
  await unfold(page, "Set defaults");
  await page.getByRole("link", { name: "Set the defaults" }).click();
  await expect(page.getByText(/one receivable account and uses it by itself/)).toBeVisible();
  await setDefault(page, /receivable/i, "Accounts Receivable");
  await setDefault(page, /revenue/i, "40000");
  await setDefault(page, /payable/i, "Accounts Payable");
  await setDefault(page, /expense/i, "50000");
  await setDefault(page, /liability/i, "22000");
  await setDefault(page, /deposit/i, "Undeposited Funds");
  await accessible(page, "defaults, QuickBooks Online");
  await page.getByRole("button", { name: /^Save \d/ }).click();
  await expect(page.getByRole("button", { name: "Done" })).toBeVisible();
  await page.getByRole("link", { name: "Go on to the mapping" }).click();
});

test("what stands on this subsidiary's documents is mapped and submitted", async () => {
  await choose(page, "Customer Linehaul", "40100");
  await choose(page, "Fuel Surcharge", "40200");
  await choose(page, "Carrier Linehaul", "51300");
  await choose(page, "Detention", "40310", 0);
  await choose(page, "Detention", "51410", 1);
  await page.getByRole("searchbox", { name: "Find a line or account" }).fill("");
  await accessible(page, "mapping, QuickBooks Online");
  await page.getByRole("button", { name: /^Save \d/ }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Version 1 is set up and posts.")).toBeVisible();
});

test("the documents that the TMS hands in are posted, and the books stand where their lines belong", async () => {
  await page.goto(`${house.url}/documents?subsidiary=S-FL&state=posted`);
  await tms(house, "/documents", fleetDocuments());
  for (const { id } of fleetDocuments()) {
    await expect(page.getByRole("link", { name: id, exact: true })).toBeVisible({ timeout: 60_000 });
  }
  await accessible(page, "documents, QuickBooks Online");
  expect(await actualOnline(house.sandbox, REALM)).toEqual(expected(fleetDocuments(), accounts()));
});

test("a posted document shows its number in QuickBooks Online and every line's path", async () => {
  await page.getByRole("link", { name: "FLT-2000120", exact: true }).click();
  const facts = page.getByRole("region", { name: "Facts" });
  await expect(facts).toContainText(/Number in the books\s*FLT-2000120/);
  await expect(page.getByText("Detention, revenue: 40310 Detention Revenue")).toBeVisible();
  await accessible(page, "document, QuickBooks Online");
});

test("a payment that the TMS hands in pays its invoice in the books", async () => {
  await at("payments");
  const entered = { id: "PAY-1", origin: "manual", date: "2026-10-01", reference: "ACH 110" };
  await tms(house, "/payments", { ...BY_TMS, ...entered });
  await expect(row(BY_TMS.document)).toContainText("Exported", { timeout: 60_000 });
  await expect(row(BY_TMS.document)).toContainText("deposited to Undeposited Funds. It completed the load.");
  await accessible(page, "payments, sent to QuickBooks Online");
  expect(await actualOnline(house.sandbox, REALM)).toEqual(expected(fleetDocuments(), accounts(), [BY_TMS]));
});

test("what a bookkeeper enters in the books reaches the TMS, and closes what it pays", async () => {
  const address = `${house.url}/webhooks/quickbooks-online`;
  await bookkeeper(house, "webhooks", { address, verifierToken: VERIFIER_TOKEN, form: "cloud_events" });
  for (const { document, direction, amount } of IN_BOOKS) {
    const kind = direction === "customer" ? "invoice" : "bill";
    await bookkeeper(house, `${REALM}/payments`, { kind, document, amount, date: "2026-10-02" });
  }
  // The books are read once a minute at most, and the first minute began with the submit.
  await expect(async () => {
    const { items } = await tms(house, "/payments?subsidiary=S-FL&decision=import");
    const imported = items.map((one: Imported) => [one.named, one.amount, one.completed]).sort();
    expect(imported).toEqual(IN_BOOKS.map(({ document, amount }) => [document, amount, true]));
  }).toPass({ timeout: 90_000, intervals: [1_000] });
  await expect(row("FLT-2000111")).toContainText("in QuickBooks Online: completes what FLT-2000111 bills.");
  await expect(row("T-2000120-1")).toContainText("closes T-2000120-1 and completes its trip.");
  for (const { document } of IN_BOOKS) await expect(row(document)).toContainText("Imported");
  await expect(row(BY_TMS.document)).toContainText("Exported");
  await accessible(page, "payments, from QuickBooks Online");
});

test("the bill says that it is paid, and by what", async () => {
  await page.getByRole("link", { name: "T-2000120-1", exact: true }).click();
  const payments = page.getByRole("region", { name: "Payments", exact: true });
  await expect(payments).toContainText("Paid in full");
  await expect(payments).toContainText("In the books");
  await accessible(page, "document, paid in QuickBooks Online");
});

test("the books carry every document and every payment, once and to the cent", async () => {
  expect(await actualOnline(house.sandbox, REALM)).toEqual(expected(fleetDocuments(), accounts(), PAID));
  const { balanced, transactions } = await readOnline(house.sandbox, REALM);
  expect(balanced).toBe(true);
  expect(transactions).toHaveLength(fleetDocuments().length + PAID.length);
  const billed = transactions.filter(({ kind }: Transaction) => ["Invoice", "Bill"].includes(kind));
  const open = billed.map((one: Transaction) => [one.number, one.open]);
  const owed = fleetDocuments().map(({ id, total }) => [id, isPaid(id) ? "0.00" : total]);
  expect(Object.fromEntries(open)).toEqual(Object.fromEntries(owed));
});

test("the reconciliation says of every account that both agree", async () => {
  await at("reconciliation?from=2026-09-01&to=2026-09-30");
  await page.getByRole("button", { name: "Read the books" }).click();
  await expect(main()).toContainText("All 8 documents agree to the cent.", { timeout: 30_000 });
  const table = page.getByRole("region", { name: "By account" });
  for (const [number, balance] of Object.entries(expected(fleetDocuments(), accounts()))) {
    const account = page.getByRole("button", { name: UNNUMBERED[number] ?? number });
    const cells = table.getByRole("row").filter({ has: account }).getByRole("cell");
    await expect(cells.nth(0)).toHaveText(written(balance));
    await expect(cells.nth(1)).toHaveText(written(balance));
    await expect(cells.nth(2)).toHaveText("Agrees to the cent");
  }
  await accessible(page, "reconciliation, QuickBooks Online");
});

test("home says which books they are and that all is posted", async () => {
  await page.getByRole("link", { name: "Waypost" }).first().click();
  const fleet = page.getByRole("row", { name: /Keystone Fleet/ });
  await expect(fleet).toContainText("QuickBooks Online, Keystone Fleet");
  await expect(fleet).toContainText("Set up");
  await expect(fleet.getByRole("link", { name: "8", exact: true })).toBeVisible();
  await accessible(page, "home, QuickBooks Online");
});

interface Imported {
  named: string;
  amount: string;
  completed: boolean;
}

interface Transaction {
  kind: string;
  number: string;
  open: string;
}

const isPaid = (id: string) => PAID.some(({ document }) => document === id);

/** Cents as the screen begins to write them: `16,625.00`, `minus 985.00`. */
function written(cents: number): RegExp {
  const figure = (Math.abs(cents) / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
  return new RegExp(`^${cents < 0 ? "minus " : ""}${figure.replace(".", "\\.")}`);
}
