frappe.query_reports["Probe Amounts"] = {
    filters: [{ fieldname: "title", label: __("Title"), fieldtype: "Data" }],
};
