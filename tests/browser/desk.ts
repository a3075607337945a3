// A company that is connected and mapped without a click, for stories that begin at the mapping.
import { expect, type Page } from "@playwright/test";
import { ADMINISTRATOR, CLIENT_ID, CLIENT_SECRET, type House, sample } from "./kit";

const BELOW = "/api/v1/subsidiaries/S-KF";

export interface Account { id: string; number: string; name: string }

/** What a story does behind the screen, signed in as the administrator that the page is. */
export class Desk {
  private constructor(
    private readonly page: Page,
    private readonly url: string,
    private readonly token: string,
    readonly accounts: Account[],
  ) {}

  /** Signs the page in, connects Keystone Freight and keeps the sample's mapping as the draft. */
  static async open(house: House, page: Page): Promise<Desk> {
    const made = await page.request.post(`${house.url}/api/v1/setup`, {
      headers: { origin: house.url },
      data: { ...ADMINISTRATOR, code: house.code },
    });
    expect(made.ok(), await made.text()).toBe(true);
    const desk = new Desk(page, house.url, (await made.json()).csrf_token, []);
    await desk.send("PUT", `${BELOW}/connection/application`, {
      system: "business_central", environment: "production", directory: "keystone-freight.example",
      client_id: CLIENT_ID, client_secret: CLIENT_SECRET,
    });
    const companies = await desk.send("GET", `${BELOW}/connection/companies`);
    const company = companies.items.find((one: { name: string }) => one.name === "KEYSTONE-FRT");
    await desk.send("PUT", `${BELOW}/connection/company`, { id: company.id });
    const chart = await desk.send("GET", `${BELOW}/connection/chart`);
    desk.accounts.push(...chart.accounts);
    await desk.draft(desk.mapping());
    return desk;
  }

  /** The sample's mapping with the ids that these books gave their accounts. */
  mapping() {
    const numbers = new Map(sample("chart").accounts.map((one: Account) => [one.id, one.number]));
    const text = JSON.stringify(sample("mapping")).replace(/"(a-\d+)"/g, (_, id) =>
      JSON.stringify(this.account(String(numbers.get(id)))),
    );
    return JSON.parse(text);
  }

  /** The id of the account with this number. */
  account(number: string): string {
    const found = this.accounts.find((one) => one.number === number);
    if (!found) throw new Error(`no account ${number}`);
    return found.id;
  }

  async state() {
    return this.send("GET", `${BELOW}/mapping`);
  }

  async draft(mapping: unknown): Promise<void> {
    const { draft } = await this.state();
    await this.send("PUT", `${BELOW}/mapping/draft`, mapping, draft.revision);
  }

  async submit(): Promise<void> {
    const { draft } = await this.state();
    await this.send("POST", `${BELOW}/mapping/submit`, {}, draft.revision);
  }

  async push(documents: unknown): Promise<void> {
    await this.send("POST", "/api/v1/documents", documents);
  }

  async catalog(catalog: unknown): Promise<void> {
    await this.send("PUT", `${BELOW}/catalog`, catalog);
  }

  private async send(method: string, path: string, data?: unknown, revision?: number) {
    const headers: Record<string, string> = { origin: this.url, "x-csrf-token": this.token };
    if (revision !== undefined) headers["if-match"] = `"${revision}"`;
    const answer = await this.page.request.fetch(`${this.url}${path}`, { method, headers, data });
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  }
}
