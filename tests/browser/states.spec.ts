// The mapping workspace in the states that a working day brings: nothing there yet, much too much, no
// right to edit, no server, and on every width that a person has. Pictures of all of them are kept.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Desk } from "./desk";
import { type House, sampleDocuments, start } from "./kit";
import { type Company, large, long } from "./large";
import { accessible, fits, picture } from "./screen";

test.describe("a company of the usual size", () => {
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

  test("an account that the books blocked is told above the grid, with others to take its place", async () => {
    await desk.push(sampleDocuments());
    await desk.block("40200", true);
    const banner = page.locator(".banner").filter({ hasText: "The chart of accounts changed under 1 mapped account" });
    await expect(banner).toBeVisible();
    await expect(banner.getByRole("button", { name: /^Use .* in 1 line/ }).first()).toBeVisible();
    await accessible(page, "mapping, chart changed");
    await picture(page, "mapping-chart-changed", true);
    await banner.getByRole("button", { name: "Show its lines" }).click();
    await expect(page.getByRole("rowheader")).toHaveText(["Fuel Surcharge"]);
    await banner.getByRole("button", { name: /^Use .* in 1 line/ }).first().click();
    await expect(banner).toHaveCount(0);
    await page.getByRole("button", { name: "Discard" }).click();
    await expect(banner).toBeVisible();
  });
});

test.describe("the largest company that is measured", () => {
  let house: House;
  let person: BrowserContext;
  let page: Page;
  let made: Company;

  test.describe.configure({ mode: "serial" });

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(300_000);
    house = await start();
    person = await browser.newContext();
    page = await person.newPage();
    ({ company: made } = await large(house, page));
  });

  test.afterAll(async () => {
    await person?.close();
    await house?.stop();
  });

  test("five thousand accounts and five hundred rows read well at every width, for everybody", async () => {
    await page.goto(`${house.url}/subsidiaries/S-KF/mapping`);
    await expect(page.getByRole("rowheader", { name: "customer rate 0", exact: true })).toBeVisible();
    expect(await page.getByRole("row").count()).toBeLessThan(200);
    await accessible(page, "mapping, T-large");
    await picture(page, "mapping-largest", true);
  });

  test("ten thousand lines keep few of them in the page, scroll, and follow an edit", async () => {
    await page.getByText("Paste a document").click();
    const box = page.getByLabel("One document as JSON");
    await box.fill(JSON.stringify(long(made)));
    await box.blur();
    await expect(page.getByText("10,000 lines", { exact: true })).toBeVisible();
    const lines = page.locator(".preview-line");
    expect(await lines.count()).toBeLessThan(100);
    const pane = page.getByRole("complementary", { name: "Preview" });
    await pane.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(page.getByText(/^Debits .* = credits /).or(page.getByText("No entries while", { exact: false }))).toBeVisible();
    expect(await lines.count()).toBeLessThan(100);
    await fits(page, "ten thousand lines");
    await pane.evaluate((element) => element.scrollTo(0, 0));
    await expect(lines.first()).toBeVisible();
    await picture(page, "mapping-ten-thousand-lines");
  });
});
