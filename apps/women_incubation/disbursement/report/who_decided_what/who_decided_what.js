frappe.query_reports["Who Decided What"] = {
    filters: [
        {
            fieldname: "from_date",
            label: __("From"),
            fieldtype: "Date",
            default: frappe.datetime.add_days(frappe.datetime.get_today(), -30),
        },
        { fieldname: "to_date", label: __("To"), fieldtype: "Date", default: frappe.datetime.get_today() },
        { fieldname: "person", label: __("Person"), fieldtype: "Link", options: "User" },
    ],
};
