frappe.ui.form.on("Sheet Entry", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Type in the Sheet"), () => {
			frappe.set_route("type-in-a-sheet", frm.doc.training_session);
		});
	},
});
