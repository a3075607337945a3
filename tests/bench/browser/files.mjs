// What `node:fs` is to the engine of B1 when it runs in a page: the company that the page was given.
export const readFileSync = (path) => window.INPUT[path.split("/").pop()];
