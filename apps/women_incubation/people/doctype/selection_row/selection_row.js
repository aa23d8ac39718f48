frappe.ui.form.on("Selection Row", {
    refresh(frm) {
        frm.disable_save();
        const open = frm.doc.published && ["Selected", "Waiting"].includes(frm.doc.status);
        if (!open || !frappe.user.has_role("Incubation Coordinator")) return;
        frm.add_custom_button(__("She Gives Up the Place…"), () => {
            const how = [
                { value: "Declined", label: __("Declined") },
                { value: "Withdrawn", label: __("Withdrawn") },
            ];
            frappe.prompt(
                [
                    { fieldname: "how", fieldtype: "Select", options: how, label: __("Status"), reqd: 1 },
                    { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
                ],
                (values) => give_up(frm, values),
                __("She Gives Up the Place…")
            );
        });
    },
});

function give_up(frm, values) {
    const client_key = `${frm.doc.name}-${frappe.utils.get_random(12)}`;
    frappe
        .call("women_incubation.people.targeting.api.give_up", { client_key, row: frm.doc.name, ...values })
        .then(({ message }) => {
            const text = message.moved_up.length
                ? __("The place went to the next woman on the waiting list.")
                : __("Nobody moved up.");
            frappe.show_alert({ message: text, indicator: "green" });
            frm.reload_doc();
        });
}
