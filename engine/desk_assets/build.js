// Builds the `*.bundle.*` files under one app's public folder as bench's builder does:
//   OUT/dist/{js,css,css-rtl}/<name>.bundle.<HASH>.{js,css}, OUT/assets.json, OUT/assets-rtl.json
//
//   NODE_PATH=<node_modules> node build.js APP PUBLIC OUT [PACKAGE_PARENT ...]
//
// PACKAGE_PARENT: directories that hold `frappe/` or other apps, for imports such as
// "frappe/public/scss/...". Exits with 1 and esbuild's messages when a bundle does not build.
const fs = require("node:fs");
const path = require("node:path");
const esbuild = require("esbuild");
const styles = require("./styles");
const templates = require("./templates");
const vue = require("./vue");

const SCRIPT = /\.bundle\.(js|ts)$/;
const STYLE = /\.bundle\.(css|scss)$/;
const NOT_SOURCE = new Set(["node_modules", "dist"]);

const [app, publicFolder, out, ...packageParents] = process.argv.slice(2);
const nodeModules = process.env.NODE_PATH;

const common = {
    bundle: true,
    minify: true,
    metafile: true,
    outdir: path.join(out, "dist"),
    entryNames: "[dir]/[name].[hash]",
    target: ["es2020", "chrome100", "firefox100", "safari15"],
    nodePaths: [nodeModules, ...packageParents],
    logLevel: "error",
    define: {
        "process.env.NODE_ENV": '"production"',
        __VUE_OPTIONS_API__: "true",
        __VUE_PROD_DEVTOOLS__: "false",
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
};

main().catch((error) => {
    if (!error.errors) console.error(error); // esbuild has printed its own
    process.exit(1);
});

async function main() {
    const bundles = findBundles(publicFolder);
    const compiler = styles.compiler(nodeModules, packageParents);
    const inScripts = [templates, vue(compiler, common), styles.inScripts(compiler, common)];
    const [scripts, ltr, rtl] = await Promise.all([
        buildAll(bundles, SCRIPT, "js", inScripts),
        buildAll(bundles, STYLE, "css", [styles.served, styles.plain(compiler)]),
        buildAll(bundles, STYLE, "css-rtl", [styles.served, styles.mirrored(compiler)]),
    ]);
    writeTable("assets.json", { ...scripts, ...ltr });
    writeTable("assets-rtl.json", prefixed("rtl_", rtl));
}

function findBundles(folder) {
    return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const full = path.join(folder, entry.name);
        if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : findBundles(full);
        return SCRIPT.test(entry.name) || STYLE.test(entry.name) ? [full] : [];
    });
}

// Builds the bundles that match `kind` into dist/`folder`; returns {"desk.bundle.js": "/assets/..."}.
async function buildAll(bundles, kind, folder, plugins) {
    const files = bundles.filter((file) => kind.test(file));
    const entryPoints = files.map((file) => ({
        in: file,
        out: path.join(folder, path.basename(file, path.extname(file))),
    }));
    const { metafile } = await esbuild.build({ ...common, entryPoints, plugins });
    return Object.fromEntries(Object.keys(metafile.outputs).map(assetEntry).sort());
}

// OUT/dist/css/x.bundle.AB12CD34.css -> ["x.bundle.css", "/assets/APP/dist/css/x.bundle.AB12CD34.css"]
function assetEntry(output) {
    const name = path.basename(output).replace(/\.[A-Z0-9]{8}(?=\.\w+$)/, "");
    const relative = path.relative(out, output).split(path.sep).join("/");
    return [name, `/assets/${app}/${relative}`];
}

function prefixed(prefix, table) {
    return Object.fromEntries(Object.entries(table).map(([name, url]) => [prefix + name, url]));
}

function writeTable(name, table) {
    fs.writeFileSync(path.join(out, name), JSON.stringify(table, null, 1) + "\n");
}
