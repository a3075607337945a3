// The main story: from an empty server to posted documents, by clicking alone. The judge is the
// sandbox's books, compared account by account with what the sample's lines must reach.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { actual, expected, read } from "./books";
import { ADMINISTRATOR, type House, PERSON, sample, sampleDocuments, start, tms } from "./kit";
import { accessible, choose, open, picture, setDefault, unfold } from "./screen";

const COMPANY = "KEYSTONE-FRT";
let house: House;
let person: BrowserContext;
let page: Page;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  house = await start();
  person = await browser.newContext();
  page = await person.newPage();
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

const push = (document: unknown) => tms(house, "/documents", document);

test("the first administrator is made with the code from the terminal", async () => {
  await page.goto(house.url);
  await accessible(page, "set up");
  await picture(page, "set-up");
  await page.getByLabel("One-time code").fill(house.code);
  await page.getByLabel("Your name").fill(ADMINISTRATOR.name);
  await page.getByLabel("E-mail").fill(ADMINISTRATOR.email);
  await page.getByLabel("Password").fill(ADMINISTRATOR.password);
  await page.getByRole("button", { name: "Make the administrator" }).click();
  await expect(page.getByRole("link", { name: "Keystone Freight" })).toBeVisible();
  await accessible(page, "home");
  await picture(page, "home");
});

test("a load that arrives before anything is connected waits, and says for what", async () => {
  const [load] = sampleDocuments().filter((document) => document.id === "REF-1002345");
  await push(load);
  await page.goto(`${house.url}/documents?subsidiary=S-KF&state=needs_you`);
  await expect(page.getByText("REF-1002345").first()).toBeVisible();
  await expect(page.getByText(/no connection/i).first()).toBeVisible();
});

test("signing in with Microsoft leads back to the tasks", async () => {
  await page.goto(house.url);
  await page.getByRole("link", { name: "Keystone Freight" }).click();
  await expect(page.getByRole("heading", { name: "Choose the company" })).toBeVisible();
  await accessible(page, "connect");
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await page.getByLabel("User name").fill(PERSON.name);
  await page.getByLabel("Password").fill(PERSON.password);
  await page.getByRole("button", { name: "Sign in and accept" }).click();
  await expect(page).toHaveURL(/\/subsidiaries\/S-KF\/connect/);
});

test("the company is chosen, access is checked, and what to sync is chosen", async () => {
  await unfold(page, "Choose the company");
  await page.getByLabel("Keystone Freight").check();
  await page.getByRole("button", { name: "Choose this company" }).click();
  await expect(page.getByText("Keystone Freight is chosen.")).toBeAttached();
  await unfold(page, "Check access");
  await page.getByRole("button", { name: "Check access" }).click();
  await expect(page.getByText("Passed").first()).toBeVisible();
  await expect(page.getByText("Did not pass")).toHaveCount(0);
  await unfold(page, "Choose what to sync");
  await page.getByLabel("Revenue").check();
  await page.getByLabel("Expense").check();
  await page.getByRole("button", { name: "Save what to sync" }).click();
  await unfold(page, "Set defaults");
  await expect(page.getByRole("link", { name: "Set the defaults" })).toBeVisible();
  await accessible(page, "connect, signed in");
  await picture(page, "connect");
});

test("the defaults are set, and receivable and payable are said plainly", async () => {
  await unfold(page, "Set defaults");
  await page.getByRole("link", { name: "Set the defaults" }).click();
  await expect(page.getByText(/customer's posting group/)).toBeVisible();
  await setDefault(page, /receivable/i, "11000");
  await setDefault(page, /revenue/i, "40000");
  await setDefault(page, /payable/i, "20000");
  await setDefault(page, /expense/i, "50000");
  await setDefault(page, /liability/i, "22000");
  await accessible(page, "defaults");
  await picture(page, "defaults");
  await page.getByRole("button", { name: /^Save/ }).click();
  await page.getByRole("link", { name: "Go on to the mapping" }).click();
});

test("the fallback path changes while an account is chosen", async () => {
  const pane = page.getByRole("complementary", { name: "Preview" });
  const stop = pane.getByRole("listitem").filter({ hasText: "Stop-Off" }).first();
  await expect(stop).toContainText("40000");
  await choose(page, "Default accessorial", "40300", 0);
  await expect(stop).toContainText("40300");
  await expect(stop.getByRole("listitem").nth(1)).toHaveClass(/hit/);
});

test("an expense account cannot be chosen for revenue, and the list says why", async () => {
  const { box } = await open(page, "Customer Linehaul");
  await box.fill("61000");
  const option = page.getByRole("listbox", { name: "Accounts" }).getByRole("option", { name: /^61000/ });
  await expect(page.getByRole("group", { name: "Cannot be used here" })).toBeVisible();
  await expect(option).toHaveAttribute("aria-disabled", "true");
  await expect(option).toContainText("is an expense account");
  await accessible(page, "mapping, account list open");
  await option.click({ force: true });
  await expect(box).toBeVisible();
  await box.press("Escape");
});

test("the sample's mapping is made in the grid and submitted", async () => {
  for (const [item, number, column] of MAPPED) await choose(page, item, number, column);
  await page.getByRole("searchbox", { name: "Find a line or account" }).fill("");
  await accessible(page, "mapping");
  await picture(page, "mapping");
  await page.getByRole("button", { name: /^Save/ }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText(/Set up$/).first()).toBeVisible();
});

test("the load, the trip, the statement and the carrier bill are posted", async () => {
  for (const document of sampleDocuments()) await push(document);
  await page.goto(`${house.url}/documents?subsidiary=S-KF&state=posted`);
  for (const document of sampleDocuments()) {
    await expect(page.getByText(document.id).first()).toBeVisible({ timeout: 60_000 });
  }
  await accessible(page, "documents");
  await picture(page, "documents");
});

test("the books stand to the cent where the preview said", async () => {
  expect(await actual(house.sandbox, COMPANY)).toEqual(
    expected(sampleDocuments(), sample("expected_accounts")),
  );
});

test("pushing the same documents again posts nothing", async () => {
  for (const document of sampleDocuments()) {
    const [receipt] = await push(document);
    expect(receipt.outcome).toBe("unchanged");
  }
  const posted = (await read(house.sandbox, COMPANY)).documents;
  expect(posted).toHaveLength(sampleDocuments().length);
});

test("a posted document shows its number in Business Central and every line's path", async () => {
  const books = await read(house.sandbox, COMPANY);
  const invoice = books.documents.find((one: { externalDocumentNumber: string }) => one.externalDocumentNumber === "REF-1002345");
  await page.getByRole("link", { name: "REF-1002345" }).first().click();
  await expect(page.getByText(invoice.number).first()).toBeVisible();
  await expect(page.getByText("Detention, revenue: 40310 Detention Revenue")).toBeVisible();
  await accessible(page, "document");
  await picture(page, "document");
});

test("home shows the green check without being loaded again by hand", async () => {
  await page.getByRole("link", { name: "Waypost" }).first().click();
  await expect(page.getByRole("row", { name: /Keystone Freight/ })).toContainText("4");
  await accessible(page, "home, set up");
  await picture(page, "home-set-up");
});

/** The sample's mapping beside the defaults: line item, account, column. */
const MAPPED: [string, string, number?][] = [
  ["Customer Linehaul", "40100"],
  ["Fuel Surcharge", "40200"],
  ["Default trip", "51000"],
  ["Loaded Miles", "51100"],
  ["% Line Haul", "51200"],
  ["FSC Pass-through", "51210"],
  ["Carrier Linehaul", "51300"],
  ["Default accessorial", "51400", 1],
  ["Detention", "40310", 0],
  ["Detention", "51410", 1],
  ["Lumper Fee", "40340", 0],
  ["Default e-check", "51500", 1],
  ["Advance", "41500", 0],
  ["Default deduction", "54000"],
  ["Cargo Insurance", "54100"],
  ["Trailer Rent", "54200"],
  ["Default fuel", "52000"],
  ["Diesel", "52100"],
  ["Tolls", "53000"],
  ["Maintenance Reserve", "22100"],
];
