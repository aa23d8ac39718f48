frappe.query_reports["Probe Amounts"] = {
    filters: [{ fieldname: "unit", label: __("Unit"), fieldtype: "Data" }],
};
