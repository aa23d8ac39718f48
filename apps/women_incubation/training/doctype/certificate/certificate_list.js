frappe.listview_settings["Certificate"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colours = { Valid: "green", Revoked: "red" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
