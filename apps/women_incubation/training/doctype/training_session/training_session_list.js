frappe.listview_settings["Training Session"] = {
	add_fields: ["status", "session_date"],
	get_indicator(doc) {
		const colours = { Planned: "blue", Held: "orange", "Did Not Happen": "gray", Closed: "green" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
