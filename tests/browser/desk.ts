// Keystone's subsidiaries, connected without clicking: for stories that begin where the main one ends.
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { UNNUMBERED } from "./books";
import { ADMINISTRATOR, CLIENT_ID, CLIENT_SECRET, type House, PERSON, sample } from "./kit";

const FREIGHT = "/subsidiaries/S-KF";
const FLEET = "/subsidiaries/S-FL";
const COMPANY = "KEYSTONE-FRT";

export interface Account { id: string; number: string; name: string }

/** Somebody who is signed in and asks the server without a page. */
export class Desk {
  private accounts: Account[] = [];

  private constructor(
    private readonly house: House,
    private readonly request: APIRequestContext,
    private readonly csrf: string,
    private readonly subsidiary: string = FREIGHT,
  ) {}

  /** Makes the first administrator, connects the books and submits the sample's mapping. */
  static async setUp(house: House, request: APIRequestContext): Promise<Desk> {
    const desk = await Desk.connect(house, request);
    await desk.put(`${FREIGHT}/mapping/draft`, desk.mapping(), 0);
    await desk.post(`${FREIGHT}/mapping/done`, undefined, 1);
    await desk.post(`${FREIGHT}/mapping/submit`, undefined, 2);
    return desk;
  }

  /** The same with the sample's mapping as a draft, signed in as the page is. */
  static async open(house: House, page: Page): Promise<Desk> {
    const desk = await Desk.connect(house, page.request);
    await desk.draft(desk.mapping());
    return desk;
  }

  /** Connected, with an empty draft, signed in as the page is. */
  static async connected(house: House, page: Page): Promise<Desk> {
    return Desk.connect(house, page.request);
  }

  /**
   * Keystone Fleet of a house with it: a person signs in with Intuit on the page, and the sample's mapping
   * is submitted with a deposit account, nothing exported yet.
   */
  static async fleet(house: House, page: Page): Promise<Desk> {
    const desk = new Desk(house, page.request, await Desk.first(house, page.request), FLEET);
    const begin = { system: "quickbooks_online", environment: "" };
    const { url } = await desk.post(`${FLEET}/connection/sign-in`, begin);
    await page.goto(url);
    await page.getByLabel("Email").fill(PERSON.name);
    await page.getByLabel("Password").fill(PERSON.password);
    await page.getByRole("button", { name: "Sign in and connect" }).click();
    await page.getByLabel("Keystone Fleet").check();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(page).toHaveURL(/\/subsidiaries\/S-FL\/connect$/);
    await desk.readChart();
    const customer_payments = { export: false, deposit_account: desk.account("14990") };
    await desk.draft({ ...desk.mapping(), customer_payments });
    await desk.submit();
    return desk;
  }

  /** Makes the first administrator; answers what writes have to carry. */
  private static async first(house: House, request: APIRequestContext): Promise<string> {
    const first = { code: house.code, ...ADMINISTRATOR };
    const headers = { origin: house.url };
    const answer = await request.post(`${house.url}/api/v1/setup`, { headers, data: first });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()).csrf_token;
  }

  private static async connect(house: House, request: APIRequestContext): Promise<Desk> {
    const desk = new Desk(house, request, await Desk.first(house, request));
    await desk.put(`${FREIGHT}/connection/application`, {
      system: "business_central",
      environment: "production",
      directory: "keystone-freight.example",
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
    });
    const { items } = await desk.get(`${FREIGHT}/connection/companies`);
    const { id } = items.find((one: { name: string }) => one.name === COMPANY);
    await desk.put(`${FREIGHT}/connection/company`, { id });
    desk.accounts = (await desk.get(`${FREIGHT}/connection/chart`)).accounts;
    return desk;
  }

  get(path: string) {
    return this.ask("get", path);
  }

  put(path: string, data: unknown, seen?: number) {
    return this.ask("put", path, data, seen);
  }

  post(path: string, data?: unknown, seen?: number) {
    return this.ask("post", path, data, seen);
  }

  /** The source hands documents in; answers our ids. */
  async push(...documents: unknown[]): Promise<string[]> {
    const receipts = await this.post("/documents", documents.flat());
    return receipts.map((receipt: { id: string }) => receipt.id);
  }

  /** Blocks an account of the books, or lets it go, and has the chart read again. */
  async block(account: string, blocked: boolean): Promise<void> {
    await this.change(account, { blocked });
  }

  /** Changes an account of the books as an accountant would, and has the chart read again. */
  async change(account: string, change: Record<string, unknown>): Promise<void> {
    await this.inBooks(account, change);
    await this.readChart();
  }

  /** Changes or makes an account of the books; the chart is not read again. */
  async inBooks(account: string, change: Record<string, unknown>): Promise<void> {
    const url = `${this.house.sandbox}/control/accounts/${COMPANY}/${account}`;
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(change) });
    expect(answer.ok, await answer.text()).toBe(true);
  }

  /** Has the chart read again. */
  async readChart(): Promise<void> {
    await this.post(`${this.subsidiary}/connection/chart`);
    this.accounts = (await this.get(`${this.subsidiary}/connection/chart`)).accounts;
  }

  /** The sample's mapping with the ids that these books gave their accounts. */
  mapping() {
    const named = (_: string, value: unknown) =>
      typeof value === "string" && value.startsWith("a-") ? this.account(value.slice(2)) : value;
    return JSON.parse(JSON.stringify(sample("mapping"), named));
  }

  /** The id of the account with this number. */
  account(number: string): string {
    const found =
      this.accounts.find((one) => one.number === number) ??
      this.accounts.find((one) => one.name === UNNUMBERED[number]);
    if (!found) throw new Error(`no account ${number}`);
    return found.id;
  }

  async state() {
    return this.get(`${this.subsidiary}/mapping`);
  }

  async draft(mapping: unknown): Promise<void> {
    const { draft } = await this.state();
    await this.put(`${this.subsidiary}/mapping/draft`, mapping, draft.revision);
  }

  async submit(): Promise<void> {
    const { draft } = await this.state();
    await this.post(`${this.subsidiary}/mapping/submit`, undefined, draft.revision);
  }

  async catalog(catalog: unknown): Promise<void> {
    await this.put(`${this.subsidiary}/catalog`, catalog);
  }

  private async ask(method: "get" | "put" | "post", path: string, data?: unknown, seen?: number) {
    const headers: Record<string, string> = { origin: this.house.url, "x-csrf-token": this.csrf };
    if (seen !== undefined) headers["if-match"] = `"${seen}"`;
    const answer = await this.request[method](`${this.house.url}/api/v1${path}`, { data, headers });
    const text = await answer.text();
    expect(answer.ok(), `${method} ${path}: ${text}`).toBe(true);
    return text === "" ? undefined : JSON.parse(text);
  }
}
