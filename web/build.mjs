// Builds every entry of entries.json into dist/NAME.js and dist/NAME.css: one classic script and one style sheet each,
// with nothing beside them to load, so that a page can hold them (kg view) or a server hand them out.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const home = dirname(fileURLToPath(import.meta.url));
const out = join(home, "dist");
const entries = JSON.parse(readFileSync(join(home, "entries.json"), "utf8"));

/** The licences of the packages whose code is in the bundle, as a comment at its head: they ask to go with the code. */
function licences(modules) {
  const packages = new Map();
  for (const id of modules) {
    const [, root, name] = /^(.*\/node_modules)\/((?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
    if (name) packages.set(name, join(root, name));
  }
  const named = new Map();
  for (const [name, folder] of packages) {
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = (file ? readFileSync(join(folder, file), "utf8") : stated(name, folder)).replaceAll("*/", "* /").trim();
    named.set(text, [...(named.get(text) ?? []), name]);
  }
  return [...named].map(([text, names]) => `${names.sort().join(", ")}\n\n${text}`).sort().join("\n\n");
}

/** What a package without a file of its licence says of it in its description. */
function stated(name, folder) {
  const { license, author, contributors = [] } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!license || !author) throw new Error(`${name} comes without a licence; a page cannot carry its code`);
  return [`Licence: ${license}`, ...[author, ...contributors].map((who) => `Copyright: ${who.name ?? who}`)].join("\n");
}

/** Notes the modules of a bundle and writes the licences at the head of the entry; workers are bundled before it. */
const noting = (modules, entry) => ({
  name: "licences",
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk") continue;
      for (const id of Object.keys(chunk.modules)) modules.add(id.replaceAll("\\", "/").replace(/^\0/, ""));
      if (entry && chunk.isEntry) chunk.code = `/*!\n${licences(modules)}\n*/\n${chunk.code}`;
    }
  },
});

mkdirSync(out, { recursive: true });
for (const file of readdirSync(out)) if (/\.(js|css)$/.test(file)) rmSync(join(out, file));
for (const [name, source] of Object.entries(entries)) {
  const modules = new Set();
  await build({
    configFile: false,
    root: home,
    base: "./",
    logLevel: "warn",
    publicDir: false,
    worker: { format: "iife", plugins: () => [noting(modules, false)] },
    build: {
      outDir: out,
      emptyOutDir: false,
      target: "es2022",
      cssCodeSplit: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      modulePreload: false,
      reportCompressedSize: false,
      rollupOptions: {
        input: { [name]: join(home, source) },
        output: { format: "iife", entryFileNames: "[name].js", assetFileNames: `${name}[extname]` },
      },
    },
    plugins: [noting(modules, true)],
  });
  if (!existsSync(join(out, `${name}.js`))) throw new Error(`${name}.js was not built`);
}
