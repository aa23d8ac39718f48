// Vue single-file components (`<script setup>` or `<script>`, `<template>`, `<style>`) for esbuild.
const crypto = require("node:crypto");
const fs = require("node:fs/promises");
const path = require("node:path");
const sfc = require("vue/compiler-sfc");
const { asScript } = require("./styles");

module.exports = (compileStyle, common) => ({
    name: "vue-components",
    setup(build) {
        build.onLoad({ filter: /\.vue$/ }, async ({ path: file }) => {
            const { descriptor, errors } = sfc.parse(await fs.readFile(file, "utf8"), { filename: file });
            if (errors.length) return { errors: errors.map(({ message }) => ({ text: message })) };
            const id = scopeId(file);
            const styles = descriptor.styles.map((block) => style(block, file, id, compileStyle, common));
            const parts = [script(descriptor, id), ...(await Promise.all(styles))];
            const contents = [...parts, "export default component;"].join("\n");
            return { contents, loader: "ts", resolveDir: path.dirname(file) };
        });
    },
});

// The same on every machine: the end of the path, not the whole of it.
function scopeId(file) {
    const tail = file.split(path.sep).slice(-3).join("/");
    return crypto.createHash("sha256").update(tail).digest("hex").slice(0, 8);
}

function script(descriptor, id) {
    const scoped = descriptor.styles.some((block) => block.scoped);
    const options = { id, isProd: true, compilerOptions: { scopeId: scoped ? `data-v-${id}` : null } };
    return [
        component(descriptor, options),
        renderFunction(descriptor, scoped, options),
        scoped ? `component.__scopeId = "data-v-${id}";` : "",
    ].join("\n");
}

function component(descriptor, { id, isProd, compilerOptions }) {
    if (!descriptor.script && !descriptor.scriptSetup) return "const component = {};";
    const options = { id, isProd, inlineTemplate: true, genDefaultAs: "component" };
    return sfc.compileScript(descriptor, { ...options, templateOptions: { compilerOptions } }).content;
}

// `<script setup>` has its template compiled in; any other component gets a render function.
function renderFunction(descriptor, scoped, options) {
    if (descriptor.scriptSetup || !descriptor.template) return "";
    const { filename, template } = descriptor;
    const { code } = sfc.compileTemplate({ ...options, source: template.content, filename, scoped });
    return code.replace("export function render", "function render") + "\ncomponent.render = render;";
}

async function style(block, file, id, compileStyle, common) {
    const source = block.lang === "scss" ? await compileStyle.text(block.content) : block.content;
    const { code, errors } = await sfc.compileStyleAsync({
        source,
        filename: file,
        id: `data-v-${id}`,
        scoped: block.scoped,
        isProd: true,
    });
    if (errors.length) throw errors[0];
    return asScript(code, path.dirname(file), common);
}
