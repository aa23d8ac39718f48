// `import "./page.html"` registers the file as the client-side template frappe.templates["page"].
const fs = require("node:fs/promises");
const path = require("node:path");

module.exports = {
    name: "frappe-templates",
    setup(build) {
        build.onLoad({ filter: /\.html$/ }, async ({ path: file }) => {
            const name = path.basename(file).split(".")[0];
            const html = await fs.readFile(file, "utf8");
            return { contents: `frappe.templates[${JSON.stringify(name)}] = ${literal(html)};` };
        });
    },
};

// A template literal, not JSON: Frappe's templates are written for one (timeline_message_box.html has \').
function literal(html) {
    return "`" + html.replace(/`/g, "\\`").replace(/\$\{/g, "\\${") + "`";
}
