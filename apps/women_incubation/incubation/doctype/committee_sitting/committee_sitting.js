// The secretary takes those of a waiting list whom the free money reaches onto the agenda.
frappe.ui.form.on("Committee Sitting", {
	refresh(form) {
		if (form.is_new() || form.doc.status !== "Planned") return;
		if (!frappe.user_roles.includes("Incubation Committee Secretary")) return;
		form.add_custom_button(__("Call Up the Waiting List"), () =>
			frappe.prompt(
				{
					fieldname: "call",
					fieldtype: "Link",
					options: "Call for Projects",
					label: __("Call for Projects"),
					reqd: 1,
				},
				({ call }) => call_up(form, call),
				__("Call Up the Waiting List")
			)
		);
	},
});

function call_up(form, call) {
	const args = { client_key: frappe.utils.get_random(20), sitting: form.doc.name, call };
	const method = "women_incubation.incubation.waiting_api.call_up";
	frappe.call({ method, args, freeze: true }).then(() => form.reload_doc());
}
