frappe.query_reports["Session Feedback Averages"] = {
	filters: [
		{
			fieldname: "by",
			label: __("By"),
			fieldtype: "Select",
			options: [
				{ value: "Module", label: __("Module") },
				{ value: "Training Group", label: __("Training Group") },
				{ value: "Trainer", label: __("Trainer") },
			],
			default: "Module",
		},
	],
};
