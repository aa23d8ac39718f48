frappe.ui.form.on("Attendance Event", {
	refresh(frm) {
		if (!frm.doc.needs_review || !frappe.user.has_role("Incubation Coordinator")) return;
		frm.add_custom_button(__("Accept"), () => answer(frm, "accept", __("Accept"))).addClass("btn-primary");
		frm.add_custom_button(__("Dismiss"), () => answer(frm, "dismiss", __("Dismiss")));
	},
});

function answer(frm, action, label) {
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		({ reason }) =>
			frappe
				.call({
					method: "women_incubation.training.api.resolve_event",
					args: { name: frm.doc.name, action, reason },
					freeze: true,
				})
				.then(() => frm.reload_doc()),
		label,
		label
	);
}
