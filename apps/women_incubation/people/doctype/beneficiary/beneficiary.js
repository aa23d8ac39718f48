// Who may be the same woman stands beside the form while it is typed; two files become one from here.
const API = "women_incubation.people.api";

frappe.ui.form.on("Beneficiary", {
	setup(frm) {
		frm.set_query("unit", () => ({ filters: { kind: ["in", ["Commune", "Province", "Prefecture"]] } }));
	},
	refresh(frm) {
		show(frm, []);
		if (frm.doc.merged_into) return merged(frm);
		frm.toggle_display("duplicate_reason", false);
		if (frm.is_new() || !frm.perm[0]?.write) return;
		if (frm.doc.registration_status === "To Confirm")
			frm.add_custom_button(__("Confirm Registration"), () => confirm(frm)).addClass("btn-primary");
		frm.add_custom_button(__("Merge with Another File"), () => choose(frm), __("Actions"));
		look(frm);
	},
	...Object.fromEntries(
		["first_name", "last_name", "first_name_ar", "last_name_ar", "birth_date", "unit", "cnie", "rnp", "phone"].map(
			(field) => [field, (frm) => look(frm)]
		)
	),
});

function look(frm) {
	if (!frm.perm[0]?.create) return;
	const values = { ...frm.doc, name: frm.is_new() ? null : frm.doc.name };
	women_incubation.people.look(values, (candidates, may_save_anyway) => {
		if (frm !== cur_frm) return;
		show(frm, candidates);
		frm.toggle_display("duplicate_reason", Boolean(candidates.length && may_save_anyway && frm.is_dirty()));
	});
}

function show(frm, candidates) {
	frm.toggle_display(["section_break_similar", "similar_women"], candidates.length > 0);
	frm.get_field("similar_women").$wrapper.html(candidates.length ? women_incubation.people.cards(candidates) : "");
}

function merged(frm) {
	frm.disable_form();
	const link = `<a href="/desk/beneficiary/${encodeURIComponent(frm.doc.merged_into)}">${frappe.utils.escape_html(frm.doc.merged_into)}</a>`;
	frm.dashboard.set_headline_alert(__("This file was merged into {0}. Open that one.", [link]), "orange");
}

async function confirm(frm) {
	await frappe.call({ method: `${API}.confirm`, args: { name: frm.doc.name }, freeze: true });
	await frm.reload_doc();
}

function choose(frm) {
	frappe.prompt(
		{
			fieldname: "other", fieldtype: "Link", options: "Beneficiary", label: __("The Other Woman"), reqd: 1,
			get_query: () => ({ filters: { name: ["!=", frm.doc.name], merged_into: ["is", "not set"] } }),
		},
		({ other }) => women_incubation.people.merge(frm.doc.name, other, ({ kept }) => {
			if (kept === frm.doc.name) frm.reload_doc();
			else frappe.set_route("Form", "Beneficiary", kept);
		}),
		__("Merge Two Files of One Woman"),
		__("Compare")
	);
}
