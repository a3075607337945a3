// The mapping workspace in the states that a working day brings: nothing there yet, nothing found, no
// right to edit, no server, and an account that the books took away.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Desk } from "./desk";
import { type House, sampleDocuments, start } from "./kit";
import { accessible, picture } from "./screen";

let house: House;
let person: BrowserContext;
let page: Page;
let desk: Desk;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  house = await start();
  person = await browser.newContext();
  page = await person.newPage();
  desk = await Desk.open(house, page);
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

const mapping = (query = "") => page.goto(`${house.url}/subsidiaries/S-KF/mapping${query}`);

test("before a document came, the preview says how to get one", async () => {
  await mapping();
  await expect(page.getByText("No document has been pushed for this subsidiary yet.", { exact: false })).toBeVisible();
  await accessible(page, "mapping, no document");
  await picture(page, "mapping-no-document");
});

test("what is looked for and not found is said", async () => {
  await mapping("?q=zzzz");
  await expect(page.getByText("No line item and no account matches “zzzz”.")).toBeVisible();
  await accessible(page, "mapping, nothing found");
  await picture(page, "mapping-nothing-found");
});

test("a document that is pasted is previewed, and one that cannot be read is refused in words", async () => {
  await mapping();
  await page.getByText("Paste a document").click();
  const box = page.getByLabel("One document as JSON");
  await box.fill('{"id":"X","kind":"invoice"}');
  await box.blur();
  await expect(page.getByRole("alert").filter({ hasText: "missing" })).toBeVisible();
  const [sample] = sampleDocuments().filter((document) => document.id === "REF-1002345");
  await box.fill(JSON.stringify(sample));
  await box.blur();
  await expect(page.getByRole("heading", { name: "Preview: REF-1002345" })).toBeVisible();
  await page.getByRole("button", { name: "By account" }).click();
  await expect(page.locator(".preview-account").filter({ hasText: "40310" })).toContainText("150.00");
  expect(page.url()).toContain("lines=account");
  await accessible(page, "mapping, pasted document by account");
  await picture(page, "mapping-by-account");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV", exact: true }).click();
  expect((await download).suggestedFilename()).toBe("preview REF-1002345.csv");
});

test("on paper stands the document, whole, and nothing of the screen around it", async () => {
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("grid")).toBeHidden();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByText("Debits 3,298.62 = credits 3,298.62")).toBeVisible();
  await picture(page, "preview-on-paper");
  await page.emulateMedia({ media: "screen" });
});

test("who may only read sees the accounts and no way to change them", async () => {
  await page.route("**/api/v1/session", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), role: "viewer" } });
  });
  await mapping();
  await expect(page.getByRole("grid")).toHaveAttribute("aria-readonly", "true");
  await expect(page.getByText("a mapper or an administrator edits it", { exact: false })).toBeVisible();
  await expect(page.getByRole("link", { name: "Import or copy" })).toHaveCount(0);
  await page.getByRole("gridcell").first().click();
  await expect(page.getByRole("combobox", { name: /^Account of/ })).toHaveCount(0);
  await accessible(page, "mapping, viewer");
  await picture(page, "mapping-read-only");
  await page.unroute("**/api/v1/session");
});

test("a chart that cannot be read is said, with a way to try again", async () => {
  await page.route("**/connection/chart", (route) => route.abort());
  await mapping();
  await expect(page.getByRole("alert").filter({ hasText: "Waypost cannot be reached" })).toBeVisible();
  await accessible(page, "mapping, offline");
  await picture(page, "mapping-offline");
  await page.unroute("**/connection/chart");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("rowheader", { name: "Diesel" })).toBeVisible();
});

test("a service in trouble refuses a save in words, and the edit stays", async () => {
  await page.getByRole("rowheader", { name: "Diesel" }).scrollIntoViewIfNeeded();
  await page.getByRole("row").filter({ hasText: "Diesel" }).getByRole("gridcell").first().focus();
  await page.keyboard.press("Delete");
  await page.route("**/mapping/draft", (route) => route.fulfill({ status: 503, body: "busy" }));
  await page.getByRole("button", { name: "Save 1 change" }).click();
  const bar = page.getByRole("region", { name: "Save and submit" });
  await expect(bar.getByRole("alert")).toContainText("Nothing was changed on this page; try again.");
  await accessible(page, "mapping, service trouble");
  await picture(page, "mapping-service-trouble");
  await page.unroute("**/mapping/draft");
  await page.getByRole("button", { name: "Save 1 change" }).click();
  await expect(page.getByRole("button", { name: "Done" })).toBeVisible();
});

test("an account that the books blocked is told above the grid, with others and what speaks for them", async () => {
  await desk.push(sampleDocuments());
  await desk.block("40200", true);
  const banner = page.locator(".banner").filter({ hasText: "The chart of accounts changed under 1 mapped account" });
  await expect(banner).toContainText("40200 Fuel Surcharge Revenue was blocked in Business Central");
  await expect(banner).toContainText("1 open document can no longer be posted until then.");
  const others = banner.locator(".choices").getByRole("listitem");
  await expect(others).toHaveCount(3);
  await expect(others.first()).toContainText("It is where these lines go without an account of their own.");
  await accessible(page, "mapping, chart changed");
  await picture(page, "mapping-chart-changed", true);
  await banner.getByRole("button", { name: "Show its lines" }).click();
  const grid = page.getByRole("grid");
  await expect(grid.getByRole("rowheader")).toHaveText(["Fuel Surcharge"]);
  await banner.getByRole("button", { name: "Use 40000 Freight Revenue - Unclassified in 1 line" }).click();
  await expect(banner).toHaveCount(0);
  await expect(grid.getByRole("row").filter({ hasText: "Fuel Surcharge" })).toContainText("40000");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(banner).toBeVisible();
});
