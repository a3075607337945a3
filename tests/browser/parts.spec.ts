// The interface comes in parts: one that does not arrive is said on the screen, and asked for again.
import { expect, test } from "@playwright/test";
import { ADMINISTRATOR, type House, start } from "./kit";

let house: House;

test.beforeAll(async () => {
  house = await start();
});

test.afterAll(async () => {
  await house?.stop();
});

test("a screen whose code does not arrive says so, and comes when asked again", async ({ page }) => {
  await page.route("**/parts/*.wasm", (route) => route.abort());
  await page.goto(house.url);
  await expect(page.getByRole("alert")).toContainText("This screen could not be loaded");
  await page.unroute("**/parts/*.wasm");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByLabel("One-time code").fill(house.code);
  await page.getByLabel("Your name").fill(ADMINISTRATOR.name);
  await page.getByLabel("E-mail").fill(ADMINISTRATOR.email);
  await page.getByLabel("Password").fill(ADMINISTRATOR.password);
  await page.getByRole("button", { name: "Make the administrator" }).click();
  await expect(page.getByRole("heading", { name: "Subsidiaries" })).toBeVisible();

  await page.route("**/parts/*.wasm", (route) => route.abort());
  await page.getByRole("link", { name: "Documents" }).click();
  await expect(page.getByRole("alert")).toContainText("This screen could not be loaded");

  await page.unroute("**/parts/*.wasm");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Documents", exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Settings", exact: true })).toBeVisible();

  // Opened by its address, the mapping loads nothing of the first screen's own.
  const loaded: string[] = [];
  page.on("request", (request) => {
    const [, part] = /\/parts\/([a-z.]+)-[0-9a-f]+\.wasm$/.exec(request.url()) ?? [];
    if (part) loaded.push(part);
  });
  await page.goto(`${house.url}/subsidiaries/S-KF/mapping`);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await expect.poll(() => loaded).toContain("mapping");
  expect(loaded.filter((part) => part.split(".").includes("home"))).toEqual([]);
});
