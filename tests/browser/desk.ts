// Keystone Freight, connected without clicking: for stories that begin where the main one ends.
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { ADMINISTRATOR, CLIENT_ID, CLIENT_SECRET, type House, sample } from "./kit";

const SUBSIDIARY = "/subsidiaries/S-KF";
const COMPANY = "KEYSTONE-FRT";

export interface Account { id: string; number: string; name: string }

/** Somebody who is signed in and asks the server without a page. */
export class Desk {
  private accounts: Account[] = [];

  private constructor(
    private readonly house: House,
    private readonly request: APIRequestContext,
    private readonly csrf: string,
  ) {}

  /** Makes the first administrator, connects the books and submits the sample's mapping. */
  static async setUp(house: House, request: APIRequestContext): Promise<Desk> {
    const desk = await Desk.connect(house, request);
    await desk.put(`${SUBSIDIARY}/mapping/draft`, desk.mapping(), 0);
    await desk.post(`${SUBSIDIARY}/mapping/done`, undefined, 1);
    await desk.post(`${SUBSIDIARY}/mapping/submit`, undefined, 2);
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

  private static async connect(house: House, request: APIRequestContext): Promise<Desk> {
    const first = { code: house.code, ...ADMINISTRATOR };
    const headers = { origin: house.url };
    const answer = await request.post(`${house.url}/api/v1/setup`, { headers, data: first });
    expect(answer.ok(), await answer.text()).toBe(true);
    const desk = new Desk(house, request, (await answer.json()).csrf_token);
    await desk.put(`${SUBSIDIARY}/connection/application`, {
      system: "business_central",
      environment: "production",
      directory: "keystone-freight.example",
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
    });
    const { items } = await desk.get(`${SUBSIDIARY}/connection/companies`);
    const { id } = items.find((one: { name: string }) => one.name === COMPANY);
    await desk.put(`${SUBSIDIARY}/connection/company`, { id });
    desk.accounts = (await desk.get(`${SUBSIDIARY}/connection/chart`)).accounts;
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
    await this.post(`${SUBSIDIARY}/connection/chart`);
    this.accounts = (await this.get(`${SUBSIDIARY}/connection/chart`)).accounts;
  }

  /** The sample's mapping with the ids that these books gave their accounts. */
  mapping() {
    const named = (_: string, value: unknown) =>
      typeof value === "string" && value.startsWith("a-") ? this.account(value.slice(2)) : value;
    return JSON.parse(JSON.stringify(sample("mapping"), named));
  }

  /** The id of the account with this number. */
  account(number: string): string {
    const found = this.accounts.find((one) => one.number === number);
    if (!found) throw new Error(`no account ${number}`);
    return found.id;
  }

  async state() {
    return this.get(`${SUBSIDIARY}/mapping`);
  }

  async draft(mapping: unknown): Promise<void> {
    const { draft } = await this.state();
    await this.put(`${SUBSIDIARY}/mapping/draft`, mapping, draft.revision);
  }

  async submit(): Promise<void> {
    const { draft } = await this.state();
    await this.post(`${SUBSIDIARY}/mapping/submit`, undefined, draft.revision);
  }

  async catalog(catalog: unknown): Promise<void> {
    await this.put(`${SUBSIDIARY}/catalog`, catalog);
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
