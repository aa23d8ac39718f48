frappe.ui.form.on("Trainer Unavailability", {
	onload(frm) {
		if (frm.is_new() && frappe.user.has_role("Incubation Trainer")) {
			frm.set_value("trainer", frappe.session.user);
		}
	},
});
