frappe.query_reports["Attendance Rates"] = {
	filters: [
		{
			fieldname: "by",
			label: __("By"),
			fieldtype: "Select",
			options: [
				{ value: "Training Group", label: __("Training Group") },
				{ value: "Module", label: __("Module") },
				{ value: "Place", label: __("Place") },
				{ value: "Territorial Unit", label: __("Territorial Unit") },
			],
			default: "Training Group",
		},
		{
			fieldname: "from_date",
			label: __("From Date"),
			fieldtype: "Date",
			default: frappe.datetime.year_start(),
		},
		{
			fieldname: "to_date",
			label: __("To Date"),
			fieldtype: "Date",
			default: frappe.datetime.get_today(),
		},
	],
};
