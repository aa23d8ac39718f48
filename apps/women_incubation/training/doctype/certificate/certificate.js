frappe.ui.form.on("Certificate", {
	refresh(frm) {
		if (frm.doc.status !== "Valid" || !frappe.user.has_role("Incubation Coordinator")) return;
		frm.add_custom_button(__("Revoke"), () => ask(frm, __("Revoke"), revoke));
		frm.add_custom_button(__("Issue Again"), () => ask(frm, __("Issue Again"), reissue));
	},
});

function ask(frm, label, action) {
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		({ reason }) => action(frm, reason),
		label,
		label
	);
}

function revoke(frm, reason) {
	frappe
		.call({
			method: "women_incubation.training.desk_api.revoke_certificate",
			args: { name: frm.doc.name, reason },
			freeze: true,
		})
		.then(() => frm.reload_doc());
}

function reissue(frm, reason) {
	frappe
		.call({
			method: "women_incubation.training.desk_api.reissue_certificate",
			args: { client_key: crypto.randomUUID(), name: frm.doc.name, reason },
			freeze: true,
		})
		.then(({ message }) => frappe.set_route("Form", "Certificate", message.name));
}
