// Two files side by side, and the two ways to decide.

frappe.ui.form.on("Duplicate Review", {
	refresh(frm) {
		frm.toggle_enable(["status", "reason"], false);
		if (frm.is_new() || frm.doc.status !== "Open" || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Compare and Merge"), () =>
			women_incubation.people.merge(frm.doc.beneficiary, frm.doc.other, () => frm.reload_doc())
		).addClass("btn-primary");
		frm.add_custom_button(__("Different Women"), () => apart(frm));
	},
});

function apart(frm) {
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		async ({ reason }) => {
			await frm.set_value({ status: "Different Women", reason });
			await frm.save();
		},
		__("Different Women"),
		__("Save")
	);
}
