// B7's peer on PostgreSQL: a job for each document. `node prepare.mjs URL JOBS`
import { readFileSync } from "node:fs";
import { makeWorkerUtils } from "graphile-worker";

const [url, jobs] = process.argv.slice(2);
// What is posted: the document that Waypost posts, under a number of its own each time.
const file = new URL("../../../../core/vectors/keystone/documents/REF-1002345.json", import.meta.url);
const document = JSON.parse(readFileSync(file, "utf8"));
const job = (_, n) => {
  const number = `REF-${String(n).padStart(6, "0")}`;
  return { identifier: "post", payload: { ...document, id: number, number } };
};
const utils = await makeWorkerUtils({ connectionString: url });
await utils.addJobs(Array.from({ length: Number(jobs) }, job));
await utils.release();
