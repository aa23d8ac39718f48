frappe.listview_settings["Funding Disbursement"] = {
    onload(list) {
        if (!frappe.user.has_role("Incubation Payment Officer")) return;
        list.page.add_action_item(__("Make a Payment Batch"), () => {
            const names = list.get_checked_items(true);
            if (!names.length) return;
            frappe.prompt(
                [
                    {
                        fieldname: "unit",
                        label: __("Territorial Unit"),
                        fieldtype: "Link",
                        options: "Territorial Unit",
                        reqd: 1,
                    },
                    { fieldname: "debtor_name", label: __("Account Holder"), fieldtype: "Data", reqd: 1 },
                    { fieldname: "debtor_rib", label: __("RIB That Pays"), fieldtype: "Data", reqd: 1 },
                ],
                (values) => {
                    const args = { client_key: frappe.utils.get_random(20), payments: names, ...values };
                    frappe
                        .call({ method: "women_incubation.disbursement.batch_api.make", args, freeze: true })
                        .then((answer) => frappe.set_route("Form", "Payment Batch", answer.message.name));
                },
                __("Make a Payment Batch")
            );
        });
    },
};
