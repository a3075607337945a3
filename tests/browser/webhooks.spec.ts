// An administrator adds a webhook, the TMS hears of a document with a signature that it can check, and
// the webhook is turned off, sent again and taken away.
import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Desk } from "./desk";
import { type House, sampleDocuments, start } from "./kit";
import { accessible, fits } from "./screen";

interface Posted {
  headers: Record<string, string>;
  body: string;
}

let house: House;
let person: BrowserContext;
let page: Page;
let desk: Desk;
let receiver: Server;
let address: string;
let secret: string;
const posted: Posted[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  house = await start();
  person = await browser.newContext();
  page = await person.newPage();
  desk = await Desk.setUp(house, page.request);
  receiver = createServer((request, answer) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      posted.push({ headers: request.headers as Record<string, string>, body });
      answer.writeHead(204).end();
    });
  });
  await new Promise<void>((open) => receiver.listen(0, "127.0.0.1", open));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
});

test.afterAll(async () => {
  receiver?.close();
  await person?.close();
  await house?.stop();
});

const section = () => page.getByRole("region", { name: "Webhooks" });
const card = () => section().getByRole("article", { name: "TMS production" });

test("an address of a private network is refused in words", async () => {
  await page.goto(`${house.url}/settings`);
  await section().getByLabel("Address of the new webhook").fill("https://10.0.0.5/hooks");
  await section().getByRole("button", { name: "Add the webhook" }).click();
  await expect(section().getByRole("alert").filter({ hasText: "private network" })).toBeVisible();
  await expect(section().getByText("There is no webhook yet.", { exact: false })).toBeVisible();
});

test("adding one shows its secret once", async () => {
  await section().getByLabel("Address of the new webhook").fill(address);
  await section().getByLabel("What it is for").fill("TMS production");
  await section().getByRole("button", { name: "Add the webhook" }).click();
  const shown = section().getByLabel("Secret of the new webhook");
  await expect(shown).toHaveText(/^whsec_/);
  secret = (await shown.textContent()) ?? "";
  await expect(card()).toContainText("On");
  await accessible(page, "settings with a webhook");
  await fits(page, "settings with a webhook");
  await page.reload();
  await expect(card()).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
});

test("the TMS hears of a document, signed and in order", async () => {
  const [first] = sampleDocuments().filter((document) => document.kind === "invoice");
  await desk.push([first]);
  await expect.poll(() => posted.some((one) => JSON.parse(one.body).type === "document.posted")).toBe(true);
  expect(JSON.parse(posted[0].body).type).toBe("document.waiting");
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  for (const { headers, body } of posted) {
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
  }
  await card().getByRole("button", { name: "Show what was posted" }).click();
  await expect(card().getByRole("row").filter({ hasText: "document.posted" })).toContainText("Taken");
});

test("turned off and on, it is sent again under the same ids", async () => {
  await card().getByRole("button", { name: "Turn off" }).click();
  await expect(card()).toContainText("Off");
  await card().getByRole("button", { name: "Turn on" }).click();
  await expect(card().getByRole("button", { name: "Turn off" })).toBeVisible();
  const before = posted.length;
  await card().getByText("Send again", { exact: true }).click();
  await card().getByLabel("Send again since").fill(new Date().toISOString().slice(0, 10));
  await card().getByRole("button", { name: "Post them again" }).click();
  await expect.poll(() => posted.length).toBe(before * 2);
  expect(new Set(posted.map((one) => one.headers["webhook-id"])).size).toBe(before);
});

test("removing it asks once more", async () => {
  await card().getByRole("button", { name: "Remove", exact: true }).click();
  await card().getByRole("button", { name: "Remove for good" }).click();
  await expect(section().getByText("There is no webhook yet.", { exact: false })).toBeVisible();
});
