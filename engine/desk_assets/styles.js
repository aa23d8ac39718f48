// SCSS and CSS for esbuild: compiled once, then plain, mirrored for right-to-left, or put in a script.
const fs = require("node:fs/promises");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const esbuild = require("esbuild");
const rtlcss = require("rtlcss");
const sass = require("sass");

const STYLE_FILE = /\.s?css$/;
const VENDORED = "frappe/public/node_modules/"; // on a bench a link to node_modules

// Fonts and pictures are named by the URL they are served at: left as they are.
const served = {
    name: "served-assets",
    setup(build) {
        build.onResolve({ filter: /^(\/assets\/|#)/ }, ({ path: url }) => ({ path: url, external: true }));
        build.onResolve({ filter: new RegExp(`^${VENDORED}`) }, ({ path: name, resolveDir, kind }) =>
            build.resolve(name.slice(VENDORED.length), { resolveDir, kind })
        );
    },
};

// Returns `compile(file)`: the CSS text of a .scss or .css file; each file is compiled once.
function compiler(nodeModules, packageParents) {
    const done = new Map();
    const options = {
        loadPaths: [nodeModules, ...packageParents],
        importers: [{ findFileUrl: (url) => inNodeModules(url, nodeModules) }],
        logger: sass.Logger.silent, // Bootstrap 4 and the Desk are written for an older Sass
    };
    const compile = (file) => {
        if (!done.has(file)) done.set(file, read(file, options));
        return done.get(file);
    };
    compile.text = async (scss) => (await sass.compileStringAsync(scss, options)).css;
    return compile;
}

async function read(file, options) {
    if (file.endsWith(".css")) return fs.readFile(file, "utf8");
    return (await sass.compileAsync(file, options)).css;
}

// "~bootstrap/scss/mixins" is webpack's way to say "from node_modules".
function inNodeModules(url, nodeModules) {
    return url.startsWith("~") ? pathToFileURL(path.join(nodeModules, url.slice(1))) : null;
}

const plain = (compile) => loader("styles", compile, (css) => css);
const mirrored = (compile) => loader("mirrored-styles", compile, (css) => rtlcss.process(css));

function loader(name, compile, change) {
    return {
        name,
        setup(build) {
            build.onLoad({ filter: STYLE_FILE }, async ({ path: file }) => ({
                contents: change(await compile(file)),
                loader: "css",
                resolveDir: path.dirname(file),
            }));
        },
    };
}

// `import "x.css"` in a script: the script brings its style along, as frappe.require() loads scripts only.
function inScripts(compile, common) {
    return {
        name: "styles-in-scripts",
        setup(build) {
            build.onLoad({ filter: STYLE_FILE }, async ({ path: file }) => ({
                contents: await asScript(await compile(file), path.dirname(file), common),
            }));
        },
    };
}

// JavaScript that adds `css` to the page, mirrored where the page is right-to-left.
async function asScript(css, resolveDir, common) {
    const options = { ...common, metafile: false, outdir: undefined, entryNames: undefined, write: false };
    const { outputFiles } = await esbuild.build({
        ...options,
        stdin: { contents: css, loader: "css", resolveDir },
        plugins: [served],
    });
    const text = outputFiles[0].text;
    return `{
        const style = document.createElement("style");
        const rtl = document.documentElement.dir === "rtl";
        style.textContent = rtl ? ${JSON.stringify(rtlcss.process(text))} : ${JSON.stringify(text)};
        document.head.append(style);
    }`;
}

module.exports = { served, compiler, plain, mirrored, inScripts, asScript };
