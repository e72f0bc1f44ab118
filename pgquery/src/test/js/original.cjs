// Runs the WebAssembly of an npm package as it came on the statements that stdin holds as a JSON array.
const { loadModule, parseSync, fingerprintSync, normalizeSync } = require(process.argv[2] + '/wasm/index.cjs');
const chunks = [];
process.stdin.on('data', chunk => chunks.push(chunk));
process.stdin.on('end', async () => {
  await loadModule();
  const results = JSON.parse(Buffer.concat(chunks).toString('utf8')).map(sql => {
    try {
      return { tree: parseSync(sql), fingerprint: fingerprintSync(sql), normalized: normalizeSync(sql) };
    } catch (e) {
      return { error: e.message };
    }
  });
  process.stdout.write(JSON.stringify(results));
});
