// What needs a person is mended once, by cause; what was done stands in the history; and whoever looks
// sees it without loading the page again.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
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
  desk = await Desk.setUp(house, person.request);
  page = await person.newPage();
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

test("before anything arrived, activity and history say so", async () => {
  await page.goto(`${house.url}/subsidiaries/S-KF/activity`);
  await expect(page.getByText("Nothing needs you.")).toBeVisible();
  await accessible(page, "activity, empty");
  await page.getByRole("link", { name: "Sync history" }).click();
  await expect(page.getByText("Nothing has been done yet.", { exact: false })).toBeVisible();
  await accessible(page, "history, empty");
});

test("documents that one blocked account holds appear as one cause, without a reload", async () => {
  await page.getByRole("link", { name: "Activity" }).click();
  await expect(page.getByText("Nothing needs you.")).toBeVisible();
  await desk.block("40100", true);
  await desk.push(load("L-1"), load("L-2"), negative("T-9"));
  const cause = causeOf("Customer Linehaul has a blocked account");
  await expect(cause).toContainText("2 documents");
  await expect(cause).toContainText("6,597.24 USD");
  await expect(lists().getByRole("link", { name: /Needs you/ })).toContainText("6,584.74");
  await accessible(page, "activity");
  await picture(page, "activity");
});

test("a cause leads to its documents, by keyboard alone, where some are chosen and tried again", async () => {
  const cause = causeOf("Customer Linehaul has a blocked account");
  await cause.getByRole("link", { name: "2 documents" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "L-2" })).toBeVisible();
  await page.getByRole("checkbox", { name: "Choose L-1" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("checkbox", { name: "Choose L-1" })).toBeChecked();
  await accessible(page, "activity, one cause");
  await picture(page, "activity-cause");
  await page.getByRole("button", { name: "Try again" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 document is tried again.").first()).toBeAttached();
  await page.getByRole("link", { name: "All causes" }).click();
});

test("a whole cause is left out with a reason, which is asked for", async () => {
  const cause = page.getByRole("listitem").filter({ hasText: "-12.50" }).or(
    page.getByRole("listitem").filter({ hasText: "(12.50)" }),
  ).first();
  await cause.getByText("Leave out of the books").click();
  await cause.getByRole("button", { name: "Leave out", exact: true }).click();
  await expect(cause.getByText("Enter why they are left out.").first()).toBeVisible();
  await accessible(page, "activity, leaving out without a reason");
  await cause.getByLabel("Reason").fill("Settled with the driver in cash");
  await cause.getByRole("button", { name: "Leave out", exact: true }).click();
  await expect(page.getByText("1 document was left out in the last 30 days", { exact: false })).toBeVisible();
});

test("mending the account posts both, and the screen shows it by itself", async () => {
  await desk.block("40100", false);
  await expect(causeOf("Customer Linehaul has a blocked account")).toHaveCount(0);
  await expect(page.getByText("Nothing needs you.")).toBeVisible();
  await expect(lists().getByRole("link", { name: /Posted/ })).toContainText("6,597.24");
});

test("a document that was entered by hand is noted with its number there", async () => {
  const [id] = await desk.push({ ...load("L-3"), party: { id: "C-900", name: "Old Mill Bakery", kind: "customer" } });
  await page.goto(`${house.url}/documents/${id}`);
  await expect(page.getByText("Needs you").first()).toBeVisible();
  await page.getByText("It was entered by hand", { exact: true }).click();
  await page.getByLabel("Number in the books").fill("PS-INV900001");
  await page.getByLabel("Note").fill("Entered while the customer was blocked");
  await accessible(page, "document, needs you");
  await picture(page, "document-needs-you");
  await page.getByRole("button", { name: "Take it down" }).click();
  await expect(page.getByText("Skipped").or(page.getByText("by hand", { exact: false })).first()).toBeVisible();
});

test("who a party is in the books is asked once and answered on the document", async () => {
  const carrier = sampleDocuments().find((document) => document.id === "T-1002388-1");
  const party = { id: "V-NST", name: "northern star TRUCKING", kind: "carrier" };
  const [id] = await desk.push({ ...carrier, party });
  await page.goto(`${house.url}/documents/${id}`);
  await expect(page.getByRole("heading", { name: /Who is northern star TRUCKING/ })).toBeVisible();
  await accessible(page, "document, party open");
  await picture(page, "document-party");
  await page.getByRole("listitem").filter({ hasText: "V00002" }).getByRole("button", { name: "Choose" }).click();
  await expect(page.getByText("Posted").first()).toBeVisible();
});

test("what the source changed after posting is shown as was and is", async () => {
  const [id] = await desk.push(load("L-4"));
  await page.goto(`${house.url}/documents/${id}`);
  await expect(page.getByText("Number in the books").first()).toBeVisible();
  const changed = load("L-4");
  changed.lines[5] = { ...changed.lines[5], amount: "40.00", rate: "40.00" } as never;
  changed.total = "3296.12";
  await desk.push(changed);
  await expect(page.getByRole("heading", { name: "Changed at the source since it was posted" })).toBeVisible();
  await accessible(page, "document, changed at the source");
  await picture(page, "document-changed");
});

test("what the source wrote off is taken off in the books by a credit memo, without a reload", async () => {
  const [id] = await desk.push(load("L-5"));
  await page.goto(`${house.url}/documents/${id}`);
  await expect(page.getByText("Number in the books").first()).toBeVisible();
  const short = load("L-5");
  const writeOff = { id: "7", category: "accessorial", item: "write_off", description: "Short paid", amount: "-298.62" };
  short.lines.push(writeOff);
  short.total = "3000.00";
  await desk.push(short);
  const offer = page.getByRole("region", { name: /^Written off at the source/ });
  await expect(offer).toContainText("298.62");
  await offer.getByText("Write it off", { exact: true }).click();
  await offer.getByLabel("Reason").fill("Paid short");
  await accessible(page, "document, written off at the source");
  await offer.getByRole("button", { name: "Make the credit memo" }).click();
  const memos = page.getByRole("region", { name: "Written off by credit memo" });
  await expect(memos.getByRole("row", { name: /298\.62/ })).toContainText("Paid short");
  await expect(offer).toBeHidden();
  await accessible(page, "document, written off in the books");
});

test("the history has a bar for today, and each run leads to its documents", async () => {
  await page.goto(`${house.url}/subsidiaries/S-KF/history`);
  await expect(page.getByRole("img", { name: /30 days: [1-9]/ })).toBeVisible();
  await page.getByText("Show as a table").click();
  await expect(page.getByRole("table").first()).toBeVisible();
  await accessible(page, "history");
  await picture(page, "history");
  await page.getByRole("table").last().getByRole("rowheader").getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: /^Run of/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Documents that last changed in this run" })).toBeVisible();
  await accessible(page, "run");
  await picture(page, "run");
});

test("home draws thirty days and says when it synced last", async () => {
  await page.goto(house.url);
  const row = page.getByRole("row", { name: /Keystone Freight/ });
  await expect(row.getByRole("img", { name: /30 days/ })).toBeVisible();
  await expect(row.locator("time").first()).toBeVisible();
  await accessible(page, "home with thirty days");
  await picture(page, "home-synced");
});

test("what cannot be read again stays, and is said not to be fresh", async () => {
  await page.goto(`${house.url}/subsidiaries/S-KF/activity`);
  await expect(lists().getByRole("link", { name: /Posted/ })).toContainText("USD");
  await page.route("**/api/v1/subsidiaries/S-KF/activity", (route) => route.abort());
  await desk.push(negative("T-10"));
  await expect(page.getByText("Not fresh: activity could not be read again")).toBeVisible();
  await expect(lists().getByRole("link", { name: /Posted/ })).toContainText("USD");
  await accessible(page, "activity, not fresh");
  await page.unroute("**/api/v1/subsidiaries/S-KF/activity");
});

test("the screens fit windows from 320 to 1920 pixels", async () => {
  for (const width of [320, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    for (const address of ["", "/subsidiaries/S-KF/activity", "/subsidiaries/S-KF/history"]) {
      await page.goto(house.url + address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await fits(page, `${address} at ${width} px`);
    }
  }
});

function lists() {
  return page.getByRole("navigation", { name: "Lists" });
}

function causeOf(title: string) {
  return page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) });
}

function load(number: string) {
  const [sample] = sampleDocuments().filter((document) => document.id === "REF-1002345");
  return { ...structuredClone(sample), id: number, number };
}

/** A driver's bill that comes to less than nothing. */
function negative(number: string) {
  const [trip] = sampleDocuments().filter((document) => document.id === "T-1002345-1");
  const lines = [{ id: "1", category: "deduction", item: "eld_service", amount: "-12.50" }];
  return { ...structuredClone(trip), id: number, number, total: "-12.50", lines };
}
