frappe.listview_settings["Attendance Event"] = {
	add_fields: ["needs_review", "resolution", "outcome"],
	filters: [["needs_review", "=", 1]],
	get_indicator(doc) {
		if (doc.needs_review) return [__("Waits for a Coordinator"), "orange", "needs_review,=,1"];
		if (doc.resolution) return [__(doc.resolution), "gray", `resolution,=,${doc.resolution}`];
		return [__(doc.outcome), "green", `outcome,=,${doc.outcome}`];
	},
};
