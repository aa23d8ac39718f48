frappe.query_reports["Call Ranking"] = {
	filters: [
		{
			fieldname: "call",
			label: __("Call for Projects"),
			fieldtype: "Link",
			options: "Call for Projects",
			reqd: 1,
		},
		{ fieldname: "budget", label: __("Budget (What If)"), fieldtype: "Currency" },
		{ fieldname: "cut_off", label: __("Cut-off Score"), fieldtype: "Float" },
	],
};
