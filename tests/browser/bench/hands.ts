// How each of the screens is edited by hand: open the first row's cell, write an account, press the key
// that chooses it, and see where the first line of the document goes.
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { type Company, inBooks } from "../large";
import { opened, type Peers } from "./peers";

export interface Hands {
  name: string;
  page: Page;
  open(): Promise<unknown>;
  /** Writes the account of this number, as far as the key that chooses it. */
  write(number: string): Promise<unknown>;
  /** The account of the document's first line. */
  shows(): Promise<string>;
}

export const WAYPOST = "Waypost";
export const REACT = "React, TanStack Virtual and Downshift";
export const VANILLA = "vanilla, HyperList and a datalist";

const firstLine = (page: Page) => page.locator(".preview-line").first().locator("p").nth(2).innerText();

/** Waypost's own screen, with the document pasted. */
export async function waypost(page: Page, address: string, made: Company): Promise<Hands> {
  await page.goto(address);
  await page.getByText("Paste a document").click();
  const box = page.getByLabel("One document as JSON");
  await box.fill(JSON.stringify(opened(made)));
  await box.blur();
  await expect(page.getByText("10,000 lines", { exact: true })).toBeVisible();
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "customer rate 0", exact: true }) });
  return {
    name: WAYPOST,
    page,
    open: async () => {
      await row.getByRole("gridcell").first().focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("combobox", { name: /^Account of/ })).toBeFocused();
    },
    write: async (number) => {
      await page.keyboard.type(inBooks(number));
      const list = page.getByRole("listbox", { name: "Accounts" });
      await expect(list.getByRole("option", { name: new RegExp(`^${inBooks(number)}`) })).toBeVisible();
    },
    shows: () => firstLine(page),
  };
}

export async function react(person: BrowserContext, peers: Peers, accounts?: number): Promise<Hands> {
  const page = await person.newPage();
  await page.goto(peers.url("react", accounts));
  return {
    name: REACT,
    page,
    open: async () => {
      await page.locator("#cell-0-0").focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("combobox")).toBeFocused();
    },
    write: async (number) => {
      await page.keyboard.type(number);
      await expect(page.getByRole("option", { name: new RegExp(`^${number}`) })).toBeVisible();
    },
    shows: () => firstLine(page),
  };
}

/** The browser draws a datalist's options outside of the page: the account is written in full. */
export async function vanilla(person: BrowserContext, peers: Peers, made: Company, accounts?: number): Promise<Hands> {
  const page = await person.newPage();
  await page.goto(peers.url("vanilla", accounts));
  const input = page.locator("#cell-0-0");
  return {
    name: VANILLA,
    page,
    open: () => input.focus(),
    write: async (number) => {
      const account = made.chart.accounts.find((one) => one.number === number);
      await input.fill(`${number} ${account?.name}`);
    },
    shows: () => firstLine(page),
  };
}
