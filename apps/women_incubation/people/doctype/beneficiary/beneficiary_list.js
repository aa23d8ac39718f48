// The list: register a woman from here; who registered herself waits for a coordinator.
frappe.listview_settings["Beneficiary"] = {
	add_fields: ["registration_status", "merged_into", "stage"],
	onload(list) {
		if (frappe.model.can_create("Beneficiary"))
			list.page.add_inner_button(__("Register a Woman"), () => women_incubation.people.register()).addClass("btn-primary");
	},
	get_indicator(doc) {
		if (doc.merged_into) return [__("Merged"), "gray", "merged_into,is,set"];
		if (doc.registration_status === "To Confirm") return [__("To Confirm"), "orange", "registration_status,=,To Confirm"];
		return [__(doc.stage), "blue", `stage,=,${doc.stage}`];
	},
};
