frappe.listview_settings["Session Attendance"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colours = { Present: "green", Late: "orange", Excused: "blue", Absent: "red" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
