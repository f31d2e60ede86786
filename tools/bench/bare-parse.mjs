// What `check` is measured against: the same files, walked and parsed with the same YAML library, and nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';

let files = 0;
let bytes = 0;
let documents = 0;

function walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path);
    else if (/\.(ya?ml|json)$/.test(entry.name)) parse(path);
  }
}

function parse(path) {
  const text = readFileSync(path, 'utf8');
  files++;
  bytes += Buffer.byteLength(text);
  try {
    documents += loadAll(text).length;
  } catch {
    // Broken files are part of real folders; the time spent on them counts all the same.
  }
}

walk(process.argv[2]);
console.log(JSON.stringify({ files, bytes, documents }));
