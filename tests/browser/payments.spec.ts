// Every payment has a row that says what became of it; a factor's report counts once, after a person has
// looked; what was paid in full is reopened with a reason. Keystone Fleet, which keeps its books in
// QuickBooks Online, because payments are sent there.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { bookkeeper, REALM } from "./books";
import { Desk } from "./desk";
import { fleetDocuments, type House, start } from "./kit";
import { accessible, fits, picture } from "./screen";

interface Row {
  payment: string;
  document: string | null;
  named: string;
  origin: string;
  decision: string | null;
  state: string | null;
}

let house: House;
let person: BrowserContext;
let page: Page;
let desk: Desk;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  house = await start({ fleet: true });
  person = await browser.newContext();
  page = await person.newPage();
  desk = await Desk.fleet(house, page);
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

const at = (screen: string) => page.goto(`${house.url}/subsidiaries/S-FL/${screen}`);
const main = () => page.getByRole("main");
const list = () => page.getByRole("region", { name: "Payments", exact: true });
const tab = (name: string) =>
  page.getByRole("navigation", { name: "Lists of payments" }).getByRole("link", { name, exact: true });
const rows = async (): Promise<Row[]> => (await desk.get("/payments?subsidiary=S-FL&limit=500")).items;
const file = (text: string) =>
  page.getByLabel("File").setInputFiles({ name: "factor.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

function byHand(id: string, document: string, amount: string, more = {}) {
  const entered = { direction: "customer", origin: "manual", date: "2026-10-01", reference: `ACH ${id}` };
  return { id, document, amount, ...entered, ...more };
}

/** The rows of one document. */
function row(number: string) {
  return list().getByRole("row").filter({ has: page.getByRole("link", { name: number, exact: true }) });
}

test("before anything was paid, the screen says how payments get here and what is carried over", async () => {
  await at("connect");
  await page.getByRole("navigation", { name: "Subsidiary" }).getByRole("link", { name: "Payments" }).click();
  await expect(page.getByRole("heading", { name: "No payment yet" })).toBeVisible();
  const facts = page.getByRole("region", { name: "What is carried over" });
  await expect(facts).toContainText("Every 5 minutes.");
  await expect(facts).toContainText("never sent to it.");
  await accessible(page, "payments, first use");
  await tab("Drift").click();
  await expect(page.getByText("The books and Waypost agree on every payment that counted.")).toBeVisible();
  await accessible(page, "drift, none");
});

test("sending payments is switched on beside what is synced, and holds once it is submitted", async () => {
  await at("connect");
  await main().getByText("Choose what to sync", { exact: true }).click();
  await main().getByText("Payments", { exact: true }).click();
  await page.getByLabel("Send full customer payments to QuickBooks Online").check();
  await accessible(page, "connect, payments");
  await picture(page, "connect-payments");
  await page.getByRole("button", { name: "Save what is sent" }).click();
  await expect.poll(async () => (await desk.state()).draft.mapping.customer_payments.export).toBe(true);
  await at("defaults");
  await expect(page.getByRole("combobox", { name: "Deposit account" })).toHaveValue(/Undeposited Funds/);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Version 2 is set up and posts.")).toBeVisible();
});

test("each payment is listed with its reason in words", async () => {
  await desk.push(fleetDocuments());
  const posted = async () => (await desk.get("/subsidiaries/S-FL")).counts.posted;
  await expect.poll(posted, { timeout: 60_000 }).toBe(fleetDocuments().length);
  await desk.post("/payments", [
    byHand("P-1", "FLT-2000110", "1875.00"),
    byHand("P-2", "FLT-2000111", "1200.00"),
    byHand("P-3", "FLT-2000111", "225.00", { currency: "CAD" }),
    byHand("P-4", "SUM-0042", "8910.00"),
    byHand("P-5", "FLT-2999999", "100.00"),
  ]);
  const first = async () => (await rows()).find((one) => one.payment === "P-1")?.state;
  await expect.poll(first, { timeout: 60_000 }).toBe("posted");
  await at("payments");
  await expect(row("FLT-2000110")).toContainText("Exported");
  await expect(row("FLT-2000110")).toContainText("deposited to Undeposited Funds. It completed the load.");
  await expect(row("FLT-2000110")).toContainText("ACH P-1");
  await expect(row("FLT-2000111").filter({ hasText: "1,200.00" })).toContainText("Partial (received 1,200.00 of 1,425.00)");
  await expect(row("SUM-0042")).toContainText("is a summary invoice");
  await accessible(page, "payments");
  await picture(page, "payments", true);
});

test("what was sent is a run of the history, which leads to its payments", async () => {
  await at("history");
  const run = page.getByRole("row").filter({ hasText: "Payments to the books" }).first();
  await expect(run).toContainText("1 sent");
  await accessible(page, "history, payments");
  await run.getByRole("rowheader").getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Payments that last changed in this run" })).toBeVisible();
  await expect(row("FLT-2000110")).toContainText("Exported");
  await accessible(page, "run, payments");
  await picture(page, "run-payments");
});

test("the connection says how it fares, and a sign-in that ends is told where work is looked at", async () => {
  await at("connect");
  const fares = page.getByRole("region", { name: "How the connection fares" });
  await expect(fares).toContainText("unless it is renewed, which happens by itself");
  const activity = /\/api\/v1\/subsidiaries\/S-FL\/activity$/;
  const warning = {
    code: "sign_in_ends",
    message: "The sign-in to QuickBooks Online ends on 2027-01-10.",
    at: "2027-01-10T08:00:00.000Z",
  };
  await page.route(activity, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), warning } });
  });
  await at("activity");
  await expect(page.getByText(warning.message, { exact: false })).toBeVisible();
  await accessible(page, "activity, the sign-in ends");
  await page.getByRole("link", { name: "Open the connection" }).click();
  await expect(fares).toBeVisible();
  await page.unroute(activity);
});

test("a payment on a document that nobody sent yet is out of nobody's sight", async () => {
  await at("payments");
  const unknown = page.getByRole("region", { name: "On documents that are not known here" });
  await expect(unknown).toContainText("FLT-2999999");
  await expect(unknown).toContainText("the payment waits until the TMS sends it");
  await tab("Waiting").click();
  await expect(unknown).toContainText("FLT-2999999");
  await tab("Exported").click();
  await expect(row("FLT-2000110")).toBeVisible();
  await expect(unknown).toHaveCount(0);
});

test("a payment that comes is shown without reading the page again", async () => {
  await at("payments");
  await expect(row("FLT-2000110")).toBeVisible();
  await desk.post("/payments", byHand("P-6", "FLT-2999998", "50.00"));
  await expect(page.getByRole("region", { name: "On documents that are not known here" })).toContainText("FLT-2999998");
});

test("the lists are links that a keyboard reaches, and each has an address", async () => {
  await tab("Held").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/decision=hold/);
  await expect(tab("Held")).toHaveAttribute("aria-current", "page");
  await expect(row("FLT-2000111")).toContainText("nothing is converted, record it in QuickBooks Online by hand");
  await expect(list().getByRole("row")).toHaveCount(2);
  await accessible(page, "payments, held");
  await at("payments?decision=import");
  await expect(page.getByText("No payment was taken from the books.")).toBeVisible();
  await accessible(page, "payments, nothing found");
});

test("what was taken back here and still stands in the books is drift", async () => {
  await desk.post("/payments", byHand("P-1", "FLT-2000110", "1875.00", { state: "voided" }));
  await at("payments?decision=drift");
  const drift = page.getByRole("row").filter({ has: page.getByRole("link", { name: "FLT-2000110" }) });
  await expect(drift).toContainText("Taken back here");
  await expect(drift).toContainText("1,875.00");
  await expect(drift).toContainText("still stands in QuickBooks Online");
  await accessible(page, "drift");
  await picture(page, "payments-drift");
});

const REPORT = [
  "Load No,Gross,Fee,Net,Paid on,Batch",
  'FLT-2000120,"3,000.00",90.00,"2,910.00",10/2/2026,B-7',
  'FLT-2000121,"1,500.00",45.00,"1,455.00",10/2/2026,B-7',
  "FLT-2000122,,,990.00,10/2/2026,B-7",
].join("\n");

test("the first report of a factor asks which column is what", async () => {
  await at("payments");
  await page.getByRole("link", { name: "Upload a factoring report" }).click();
  await expect(page.getByRole("heading", { name: "Factoring report" })).toBeVisible();
  await accessible(page, "factoring report, empty");
  await file(REPORT);
  await expect(page.getByText("No report of this subsidiary was read before.", { exact: false })).toBeVisible();
  await expect(page.getByLabel("Load number")).toHaveValue("Load No");
  await page.getByRole("button", { name: "Show what the rows come to" }).click();
  await expect(page.getByRole("link", { name: "Choose the column of the day." })).toBeVisible();
  await accessible(page, "factoring report, a column is missing");
  await picture(page, "factoring-report-columns");
  await page.getByLabel("Date", { exact: true }).selectOption("Paid on");
  await page.getByLabel("Reference").selectOption("Batch");
  await page.getByRole("button", { name: "Show what the rows come to" }).click();
  await expect(page.getByRole("heading", { name: "factor.csv, 3 rows" })).toBeFocused();
});

test("its rows are shown before they count, and count when a person says so", async () => {
  const review = page.getByRole("region", { name: "factor.csv, 3 rows" });
  await expect(review.getByRole("row", { name: /FLT-2000120/ })).toContainText("Record the factor's fee of 90.00 with the deposit.");
  await expect(review.getByRole("row", { name: /FLT-2000122/ })).toContainText("Partial (received 990.00 of 1,050.00)");
  expect((await rows()).filter((one) => one.origin === "factoring_report")).toHaveLength(0);
  await accessible(page, "factoring report, review");
  await picture(page, "factoring-report", true);
  await page.getByRole("button", { name: "Let 3 rows count" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("3 rows count now.")).toBeVisible();
  await accessible(page, "factoring report, counted");
  expect((await rows()).filter((one) => one.origin === "factoring_report")).toHaveLength(3);
});

test("the same report again is read with the columns of the last, and changes nothing", async () => {
  await page.getByRole("button", { name: "Another report" }).click();
  await file(REPORT);
  const review = page.getByRole("region", { name: "factor.csv, 3 rows" });
  await expect(review.getByText("Already here")).toHaveCount(3);
  await expect(review.getByRole("row", { name: /FLT-2000122/ })).toContainText("Partial (received 990.00 of 1,050.00)");
  await expect(review).toContainText("Load from Load No, gross from Gross");
  await expect(page.getByText("3 rows are here already. The same report again changes nothing.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Let / })).toHaveCount(0);
  await accessible(page, "factoring report, known");
});

test("what cannot be read is refused in the server's words, above and at the field", async () => {
  await file(REPORT.replace('"3,000.00"', '"30,00"'));
  const words = /Line 2, Gross: "30,00" is not an amount; write it as 3,000\.00\. Nothing was stored\./;
  await expect(page.getByRole("link", { name: words })).toBeVisible();
  await expect(page.locator(".field-error").filter({ hasText: words })).toBeVisible();
  await accessible(page, "factoring report, refused");
  const pasted = page.getByLabel("Or paste it here");
  await pasted.fill(",,");
  await pasted.blur();
  await expect(page.getByRole("link", { name: /What you pasted has no headings/ })).toBeVisible();
});

test("a document shows its payments, and is reopened with a reason, which is asked for", async () => {
  const paid = (await rows()).find((one) => one.named === "FLT-2000120");
  await page.goto(`${house.url}/documents/${paid?.document}`);
  await expect(list()).toContainText("Paid in full");
  await expect(list()).toContainText("Factoring report");
  await main().getByText("Reopen", { exact: true }).click();
  await page.getByRole("button", { name: "Reopen it" }).click();
  await expect(page.getByRole("link", { name: "Enter why it is reopened." })).toBeVisible();
  await accessible(page, "document, reopening without a reason");
  await picture(page, "document-payments");
  await page.getByLabel("Reason").fill("The factor took the load back");
  await page.getByRole("button", { name: "Reopen it" }).click();
  await expect(main().getByText("It is open again. Its payments stay on record.")).toBeVisible();
  await expect(list().getByText("Paid in full")).toHaveCount(0);
  await accessible(page, "document, reopened");
});

test("trouble and a missing permission are said where the payments would be", async () => {
  const payments = /\/api\/v1\/payments\?/;
  await page.route(payments, (route) => route.abort());
  await at("payments");
  await expect(page.getByRole("alert")).toContainText("Waypost cannot be reached");
  await accessible(page, "payments, trouble");
  await page.unroute(payments);
  const refusal = {
    type: "/docs/errors/not_allowed",
    code: "not_allowed",
    title: "Not allowed",
    status: 403,
    detail: "Robin Vance may not do this. Ask an administrator of your company.",
  };
  await page.route(payments, (route) =>
    route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(refusal) }),
  );
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toContainText(refusal.detail);
  await page.unroute(payments);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(row("FLT-2000110")).toBeVisible();
});

test("a payment that meets another in the books is stopped, and Retry sends it once that is mended", async () => {
  const [load] = fleetDocuments();
  const stopped = "FLT-2000130";
  await desk.push({ ...load, id: stopped, number: stopped, loads: [stopped] });
  const posted = async () => (await desk.get("/subsidiaries/S-FL")).counts.posted;
  await expect.poll(posted, { timeout: 60_000 }).toBe(fleetDocuments().length + 1);
  const theirs = { kind: "invoice", document: stopped, amount: "1000.00", date: "2026-10-01" };
  const { Id: id } = await bookkeeper(house, `${REALM}/payments`, theirs);
  await desk.post("/payments", byHand("P-7", stopped, "1875.00"));
  await at("payments");
  await expect(row(stopped)).toContainText("only 875.00 is open in the books", { timeout: 60_000 });
  await expect(row(stopped)).toContainText("Nothing was sent.");
  await accessible(page, "payments, stopped");
  await picture(page, "payments-stopped", true);
  await bookkeeper(house, `${REALM}/person`, { entity: "Payment", operation: "void", id });
  await row(stopped).getByRole("button", { name: "Retry" }).focus();
  await page.keyboard.press("Enter");
  await expect(row(stopped)).toContainText("Exported", { timeout: 60_000 });
  await expect(row(stopped).getByRole("button")).toHaveCount(0);
});

test("the screens fit windows from 320 to 1920 pixels", async () => {
  for (const width of [320, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    for (const screen of ["payments", "payments?decision=drift", "payments/factoring-report"]) {
      await at(screen);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await fits(page, `${screen} at ${width} px`);
    }
  }
});
