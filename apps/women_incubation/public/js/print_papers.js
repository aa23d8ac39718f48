// What can be printed of a document, as a menu on its form: each paper in Arabic, French, or both.
const PAPERS = "women_incubation.papers.api";
const LANGUAGES = [
	["ar", "العربية"],
	["fr", "Français"],
	["both", "العربية · Français"],
];
const known = new Map(); // document type -> its papers, asked for once

async function papersOf(doctype) {
	if (!known.has(doctype)) {
		const answer = await frappe.call({ method: `${PAPERS}.papers_of`, type: "GET", args: { doctype } });
		known.set(doctype, answer.message ?? []);
	}
	return known.get(doctype);
}

$(document).on("form-refresh", async (_event, frm) => {
	if (!frm || frm.is_new() || !(frappe.boot.incubation_papers ?? []).includes(frm.doctype)) return;
	const name = frm.doc.name;
	for (const paper of await papersOf(frm.doctype)) {
		if (frm.doc.name !== name) return;
		for (const [language, label] of LANGUAGES) {
			const query = new URLSearchParams({ ...(paper.kind && { kind: paper.kind }), name, language });
			frm.add_custom_button(
				`${paper.label} – ${label}`,
				() => window.open(`/api/method/${paper.method}?${query}`),
				__("Papers")
			);
		}
	}
});
