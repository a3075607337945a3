// What a story needs: a sandbox and a server of its own, and the sample's documents.
// Nothing here knows a rule; what must stand in the books is worked out in books.ts.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const KEYSTONE = join(ROOT, "core/vectors/keystone");

// The app registrations and the person of the sandbox's seed; they open nothing else.
export const CLIENT_ID = "8d1b6e2f-5c3a-4f7e-b914-0a6d3c5e7f21";
export const CLIENT_SECRET = "sandbox-app-secret";
const INTUIT_ID = "ABsandboxWaypostClient";
const INTUIT_SECRET = "sandbox-intuit-secret";
export const VERIFIER_TOKEN = "00000000-0000-4000-8000-000000000000";
export const PERSON = { name: "dana@keystone-freight.example", password: "sandbox-dana" };
export const ADMINISTRATOR = {
  name: "Robin Vance",
  email: "robin@keystone.example",
  password: "a long enough password",
};

export interface House {
  /** Where the interface is. */
  url: string;
  /** Where the sandbox is. */
  sandbox: string;
  /** What makes the first administrator. */
  code: string;
  /** An API key of the TMS. */
  key: string;
  /** From now on no file of the server takes another byte. */
  fillDisk(): void;
  /** There is room again. */
  makeRoom(): void;
  stop(): Promise<void>;
}

/** An account of Business Central's, as the sandbox's seeds have it. */
export interface SeedAccount {
  number: string;
  displayName: string;
  category?: string;
  subCategory?: string;
  blocked?: boolean;
}

interface Wanted {
  /** The second subsidiary as well, which keeps its books in QuickBooks Online. */
  fleet?: boolean;
  /** Accounts that Keystone Freight's books have beside the sample's. */
  accounts?: SeedAccount[];
  /** Another database than a file in the server's folder. */
  on?: string;
}

/** Starts a sandbox and a server on an empty folder, with the sample tenant's catalogue. */
export async function start({ fleet = false, accounts = [], on }: Wanted = {}): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), "waypost-browser-"));
  const seed = accounts.length > 0 ? ["--seed", seedWith(accounts, folder)] : [];
  const sandbox = await run(program("WAYPOST_SANDBOX_BIN", "waypost-sandbox"), ["--port", "0", ...seed], 1);
  const books = address(sandbox.said[0]);
  const database = on ?? `sqlite:${join(folder, "waypost.db")}`;
  const server = program("WAYPOST_SERVER_BIN", "waypost");
  const key = execFileSync(server, [
    "provision", "--database", database, "--tenant", "Keystone Freight",
    "--subsidiary", "S-KF=Keystone Freight", ...(fleet ? ["--subsidiary", "S-FL=Keystone Fleet"] : []),
    "--catalog", join(KEYSTONE, "catalog.json"),
    "--print-api-key", "TMS",
  ]).toString().trim();
  const secret = join(folder, "client-secret");
  writeFileSync(secret, CLIENT_SECRET, { mode: 0o600 });
  const verifier = join(folder, "verifier-token");
  writeFileSync(verifier, VERIFIER_TOKEN, { mode: 0o600 });
  const intuitSecret = join(folder, "intuit-secret");
  writeFileSync(intuitSecret, INTUIT_SECRET, { mode: 0o600 });
  // The signal that a file has come to its limit would end the program, where a full disk answers
  // with an error.
  const waypost = await run("sh", [
    "-c", "trap '' XFSZ; exec \"$0\" serve \"$@\"", server,
    "--database", database, "--listen", "127.0.0.1:0",
    "--key-file", join(folder, "waypost.key"),
    "--business-central-api", `${books}/v2.0`, "--business-central-login", books,
    "--business-central-client-id", CLIENT_ID, "--business-central-client-secret-file", secret,
    "--quickbooks-online-api", books, "--quickbooks-online-authorize", books,
    "--quickbooks-online-tokens", books, "--quickbooks-online-revoke", books,
    "--quickbooks-online-client-id", INTUIT_ID, "--quickbooks-online-client-secret-file", intuitSecret,
    "--quickbooks-online-verifier-token-file", verifier, "--webhooks-to-this-machine",
  ], 3);
  return {
    url: address(waypost.said[0]),
    sandbox: books,
    code: waypost.said[2],
    key,
    fillDisk: () => limitFiles(waypost.child, "4096"),
    makeRoom: () => limitFiles(waypost.child, "unlimited"),
    async stop() {
      await Promise.all([end(waypost.child), end(sandbox.child)]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the TMS asks with its key: it hands `body` in, or reads where there is none. */
export async function tms(house: House, path: string, body?: unknown) {
  const answer = await fetch(`${house.url}/api/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${house.key}` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** A document of the sample. */
export interface Document {
  id: string;
  kind: "invoice" | "bill";
  total: string;
  lines: { id: string; category: string; item: string; amount: string }[];
}

export function sampleDocuments(): Document[] {
  const folder = join(KEYSTONE, "documents");
  return readdirSync(folder).sort().map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
}

/** The documents of the sample's second subsidiary. */
export function fleetDocuments(): Document[] {
  return JSON.parse(readFileSync(join(KEYSTONE, "fleet.json"), "utf8"));
}

/** The sample's mapping and the accounts that its lines must reach: document, line, account. */
export function sample(name: "mapping" | "expected_accounts" | "chart") {
  return JSON.parse(readFileSync(join(KEYSTONE, `${name}.json`), "utf8"));
}

/** The sandbox's own books with more accounts, in a file. */
function seedWith(accounts: SeedAccount[], folder: string): string {
  const seed = JSON.parse(readFileSync(join(ROOT, "sandbox/seeds/keystone.json"), "utf8"));
  const freight = seed.companies.find(({ name }: { name: string }) => name === "KEYSTONE-FRT");
  freight.accounts.push(...accounts);
  const file = join(folder, "seed.json");
  writeFileSync(file, JSON.stringify(seed));
  return file;
}

/** A program of the workspace: as named in the environment, else as cargo builds it. */
export function program(variable: string, name: string): string {
  return built(variable, join("debug", name));
}

/** A file or folder of cargo's target folder. */
export function built(variable: string, name: string): string {
  return process.env[variable] ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), name);
}

/** A program that runs, and the lines that it has said so far. */
export type Running = Awaited<ReturnType<typeof run>>;

/** Starts a program and waits for its first lines; what it logs is shown when it ends badly. */
export async function run(file: string, args: string[], lines: number) {
  const child = spawn(file, args, { stdio: "pipe" });
  let log = "";
  child.stderr.on("data", (text) => (log = (log + text).slice(-20_000)));
  const said: string[] = [];
  await new Promise<void>((heard, failed) => {
    child.on("error", failed);
    child.on("exit", (code) => failed(new Error(`${file} ended with ${code}:\n${log}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(line);
      if (said.length === lines) heard();
    });
  });
  return { child, said };
}

function limitFiles(child: ChildProcess, size: string): void {
  execFileSync("prlimit", ["--pid", String(child.pid), `--fsize=${size}:unlimited`]);
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((ended) => {
    child.removeAllListeners("exit");
    child.on("exit", () => ended());
    child.kill("SIGTERM");
  });
}

function address(line: string): string {
  const found = /https?:\/\/[^\s]+/.exec(line);
  if (!found) throw new Error(`no address in: ${line}`);
  return found[0].replace(/\/$/, "");
}
