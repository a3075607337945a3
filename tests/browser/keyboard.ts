// A person without a mouse: Tab goes on, keys act. Whatever cannot be reached this way fails a story.
import { expect, type Locator, type Page } from "@playwright/test";

/** More stops than any screen has before what is looked for. */
const MOST_STOPS = 120;

/** The keyboard of a page, and nothing else of it that acts. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Goes on with Tab until `target` has the focus. */
  async tabTo(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not lead to ${target}`);
  }

  /** Goes to `target` and presses Enter. */
  async enter(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.page.keyboard.press("Enter");
  }

  /** Goes to a field and writes in place of what stands there. */
  async write(field: Locator, text: string): Promise<void> {
    await this.tabTo(field);
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.type(text);
  }

  /** Goes to a list of the browser's own and chooses by writing an option's first letters. */
  async select(list: Locator, text: string): Promise<void> {
    await this.tabTo(list);
    await this.page.keyboard.type(text);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Puts the focus back to the top of the page, as opening it anew does. */
  async fromTop(): Promise<void> {
    // Losing the focus would not do: Tab goes on from where it was lost.
    await this.page.evaluate(() => {
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute("tabindex");
    });
  }
}
