frappe.query_reports["Money by Convention and Place"] = {
    filters: [
        {
            fieldname: "by",
            label: __("By"),
            fieldtype: "Select",
            options: ["Convention", "Budget Line", "Funder", "Territorial Unit"].map((value) => ({
                value,
                label: __(value),
            })),
            default: "Convention",
        },
        { fieldname: "convention", label: __("Convention"), fieldtype: "Link", options: "Convention" },
    ],
};
