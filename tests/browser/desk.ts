// Keystone Freight, set up without clicking: for stories that begin where the main one ends.
import { type APIRequestContext, expect } from "@playwright/test";
import { ADMINISTRATOR, CLIENT_ID, CLIENT_SECRET, type House, sample } from "./kit";

const SUBSIDIARY = "/subsidiaries/S-KF";
const COMPANY = "KEYSTONE-FRT";

/** Somebody who is signed in and asks the server without a page. */
export class Desk {
  private constructor(
    private readonly house: House,
    private readonly request: APIRequestContext,
    private readonly csrf: string,
  ) {}

  /** Makes the first administrator, connects the books and submits the sample's mapping. */
  static async setUp(house: House, request: APIRequestContext): Promise<Desk> {
    const first = { code: house.code, ...ADMINISTRATOR };
    const answer = await request.post(`${house.url}/api/v1/setup`, { data: first });
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
    await desk.put(`${SUBSIDIARY}/mapping/draft`, await desk.mapping(), 0);
    await desk.post(`${SUBSIDIARY}/mapping/done`, undefined, 1);
    await desk.post(`${SUBSIDIARY}/mapping/submit`, undefined, 2);
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
    const receipts = await this.post("/documents", documents);
    return receipts.map((receipt: { id: string }) => receipt.id);
  }

  /** Blocks an account of the books, or lets it go, and has the chart read again. */
  async block(account: string, blocked: boolean): Promise<void> {
    const url = `${this.house.sandbox}/control/accounts/${COMPANY}/${account}`;
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ blocked }) });
    expect(answer.ok, await answer.text()).toBe(true);
    await this.post(`${SUBSIDIARY}/connection/chart`);
  }

  /** The sample's mapping with the ids that these books gave their accounts. */
  private async mapping() {
    const chart = await this.get(`${SUBSIDIARY}/connection/chart`);
    const ids = new Map(chart.accounts.map((one: { number: string; id: string }) => [one.number, one.id]));
    const named = (_: string, value: unknown) =>
      typeof value === "string" && value.startsWith("a-") ? ids.get(value.slice(2)) : value;
    return JSON.parse(JSON.stringify(sample("mapping"), named));
  }

  private async ask(method: "get" | "put" | "post", path: string, data?: unknown, seen?: number) {
    const headers: Record<string, string> = { "x-csrf-token": this.csrf };
    if (seen !== undefined) headers["if-match"] = `"${seen}"`;
    const answer = await this.request[method](`${this.house.url}/api/v1${path}`, { data, headers });
    const text = await answer.text();
    expect(answer.ok(), `${method} ${path}: ${text}`).toBe(true);
    return text === "" ? undefined : JSON.parse(text);
  }
}
