// What was posted beside the books: read when a person asks, to the cent, and what a bookkeeper changes is
// named with its document. Keystone Freight, whose books are in Business Central.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { Desk } from "./desk";
import { type House, sampleDocuments, start } from "./kit";
import { accessible, fits, picture } from "./screen";

let house: House;
let person: BrowserContext;
let page: Page;
let desk: Desk;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  house = await start();
  person = await browser.newContext();
  page = await person.newPage();
  desk = await Desk.setUp(house, page.request);
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

const PERIOD = "from=2026-09-01&to=2026-09-30";
const at = (query = PERIOD) => page.goto(`${house.url}/subsidiaries/S-KF/reconciliation?${query}`);
const main = () => page.getByRole("main");
const accounts = () => page.getByRole("region", { name: "By account" });
const account = (number: string) =>
  accounts().getByRole("row").filter({ has: page.getByRole("button", { name: new RegExp(`^${number}`) }) });

test("before the books were read, the screen says what reading does", async () => {
  await at();
  await expect(page.getByRole("heading", { name: "These days were not read yet" })).toBeVisible();
  await accessible(page, "reconciliation, never read");
});

test("days without a document are said to be so", async () => {
  await page.getByRole("button", { name: "Read the books" }).focus();
  await page.keyboard.press("Enter");
  await expect(main()).toContainText("Waypost posted nothing in this period.", { timeout: 30_000 });
  await expect(page.getByRole("button", { name: "CSV" })).toHaveCount(0);
  await accessible(page, "reconciliation, nothing in the period");
});

test("what was posted since makes the result stale, and agrees once it is read", async () => {
  await desk.push(sampleDocuments().filter(({ id }) => ["REF-1002345", "T-1002388-1"].includes(id)));
  const posted = async () => (await desk.get("/subsidiaries/S-KF")).counts.posted;
  await expect.poll(posted, { timeout: 60_000 }).toBe(2);
  await expect(main()).toContainText("Documents of these days were posted or changed since");
  await accessible(page, "reconciliation, stale");
  await page.getByRole("button", { name: "Read the books again" }).click();
  await expect(main()).toContainText("All 2 documents agree to the cent.", { timeout: 30_000 });
  await expect(account("11000")).toContainText("3,298.62");
  await expect(account("11000")).toContainText("Agrees to the cent");
  await accessible(page, "reconciliation");
});

test("a correction in the books is found with its document, and a row opens to its days", async () => {
  const { items } = await desk.get("/documents?subsidiary=S-KF&state=posted");
  const number = items.find((one: { number: string }) => one.number === "REF-1002345").remote_number;
  const headers = { "content-type": "application/json" };
  const correction = { company: "KEYSTONE-FRT", kind: "sales", invoice: number, debit: "40100", credit: "40300", amount: "0.01" };
  const answer = await fetch(`${house.sandbox}/control/corrections`, { method: "POST", headers, body: JSON.stringify(correction) });
  expect(answer.ok).toBe(true);
  await page.getByRole("button", { name: "Read the books again" }).click();
  await expect(main()).toContainText("1 of 2 documents differs.", { timeout: 30_000 });
  const differing = page.getByRole("region", { name: "Documents that differ" });
  await expect(differing.getByRole("link", { name: "REF-1002345" })).toBeVisible();
  await account("40100").getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(account("40100").getByRole("button")).toHaveAttribute("aria-expanded", "true");
  await expect(accounts().getByRole("table", { name: /^Days of 40100/ })).toContainText("2026-09-16");
  await expect(accounts().getByRole("listitem")).toContainText("REF-1002345");
  await accessible(page, "reconciliation, a difference");
  await picture(page, "reconciliation", true);
});

test("the table is exported without a cell that a spreadsheet computes", async () => {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toBe("reconciliation S-KF.csv");
  const text = readFileSync(await file.path(), "utf8");
  expect(text).toContain("Number,Account,Day,Our debit");
  expect(text.split("\r\n").filter((line) => /^[=+@]/.test(line))).toEqual([]);
});

test("the days stand in the address, and an order that cannot be is said at the field", async () => {
  await page.getByLabel("First day").fill("2026-08-01");
  await page.getByLabel("Last day").fill("2026-08-31");
  await page.getByRole("button", { name: "Show these days" }).click();
  await expect(page).toHaveURL(/from=2026-08-01&to=2026-08-31/);
  await expect(page.getByRole("heading", { name: "These days were not read yet" })).toBeVisible();
  await page.getByLabel("First day").fill("2026-09-01");
  await page.getByRole("button", { name: "Show these days" }).click();
  await expect(page.getByText("Enter a day that is not before the first.")).toBeVisible();
  await accessible(page, "reconciliation, days out of order");
});

test("what cannot be had is said in words, and tried again", async () => {
  const route = "**/api/v1/subsidiaries/S-KF/reconciliation?**";
  await page.route(route, (refused) => refused.abort());
  await at();
  await expect(main().getByRole("alert")).toBeVisible();
  await accessible(page, "reconciliation, offline");
  await page.unroute(route);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(main()).toContainText("1 of 2 documents differs.");
});

test("the screen fits windows from 320 to 1920 pixels", async () => {
  for (const width of [320, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await at();
    await account("40100").getByRole("button").click();
    await fits(page, `reconciliation at ${width} px`);
  }
});
