// B7: a job for each document. `node prepare.mjs URL DOCUMENTS`
import { readFileSync } from "node:fs";
import { runMigrations } from "graphile-worker";
import pg from "pg";

const [url, documents] = process.argv.slice(2);
await runMigrations({ connectionString: url });
const document = readFileSync(new URL("../../../core/vectors/keystone/documents/REF-1002345.json", import.meta.url), "utf8");
const client = new pg.Client(url);
await client.connect();
await client.query(
  `SELECT count(graphile_worker.add_job('post', json_build_object('id', n::text, 'document', $1::json)))
   FROM generate_series(1, $2::int) n`,
  [document, Number(documents)],
);
await client.end();
