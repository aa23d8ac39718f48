frappe.query_reports["Alerts to Handle"] = {
    filters: [{ fieldname: "mine", label: __("Only Mine"), fieldtype: "Check", default: 1 }],
};
