// A PostgreSQL of one story, which the story takes away and brings back.
import { once } from "node:events";
import { expect } from "@playwright/test";
import { program, type Running, run } from "./kit";

export class Postgres {
  private constructor(private readonly running: Running) {}

  static async start(): Promise<Postgres> {
    return new Postgres(await run(program("WAYPOST_POSTGRES_BIN", "waypost-postgres"), [], 1));
  }

  /** An empty database in it. */
  get url(): string {
    return this.running.said[0];
  }

  /** It is gone, in the middle of whatever it does. What was committed stays. */
  async stop(): Promise<void> {
    await this.tell("stop");
  }

  /** It is back at the same address, with what was committed. */
  async startAgain(): Promise<void> {
    await this.tell("start");
  }

  async end(): Promise<void> {
    const { child } = this.running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.stdin.end();
    await ended;
  }

  /** The program says the word again when it is done. */
  private async tell(word: string): Promise<void> {
    const { child, said } = this.running;
    const before = said.length;
    child.stdin.write(`${word}\n`);
    await expect.poll(() => said.slice(before), { timeout: 90_000 }).toEqual([word]);
  }
}
