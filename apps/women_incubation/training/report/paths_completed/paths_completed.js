frappe.query_reports["Paths Completed"] = {
	filters: [
		{
			fieldname: "by",
			label: __("By"),
			fieldtype: "Select",
			options: [
				{ value: "Training Path", label: __("Training Path") },
				{ value: "Training Group", label: __("Training Group") },
				{ value: "Territorial Unit", label: __("Territorial Unit") },
			],
			default: "Training Path",
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
