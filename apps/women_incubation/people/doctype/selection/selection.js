const TARGETING = "women_incubation.people.targeting.api";

frappe.ui.form.on("Selection", {
    refresh(frm) {
        if (frm.is_new()) return;
        const draft = frm.doc.status === "Draft";
        frm.fields_dict.snapshot.$wrapper.attr("dir", "ltr");
        if (!draft) frm.disable_save();
        if (draft && frm.perm[0].write) {
            frm.add_custom_button(__("Rank the Women"), () => ask_server(frm, "rank"));
        }
        if (draft && frm.doc.ranked_at && frm.perm[0].write) {
            const question = __("Freeze the list? Each woman is told her decision, and it is not ranked again.");
            frm.add_custom_button(__("Freeze the List"), () =>
                frappe.confirm(question, () => ask_server(frm, "freeze"))
            ).addClass("btn-primary");
        }
        if (!draft) frm.add_custom_button(__("Fill a Group…"), () => fill_group(frm));
        frm.add_custom_button(__("Show the List"), () => {
            frappe.set_route("List", "Selection Row", { selection: frm.doc.name });
        });
    },
});

function ask_server(frm, method) {
    if (frm.is_dirty()) {
        frappe.msgprint(__("Save first."));
        return;
    }
    frappe
        .call({ method: `${TARGETING}.${method}`, args: { selection: frm.doc.name }, freeze: true })
        .then(({ message }) => {
            const told = Object.entries(message).map(([status, number]) => `${__(status)}: ${number}`);
            frappe.show_alert({ message: told.join(" - "), indicator: "green" });
            frm.reload_doc();
        });
}

function fill_group(frm) {
    const field = { fieldname: "training_group", fieldtype: "Link", options: "Training Group", reqd: 1 };
    frappe.prompt([{ ...field, label: __("Training Group") }], ({ training_group }) => {
        frappe
            .call("women_incubation.training.from_selection.fill_group", {
                selection: frm.doc.name,
                training_group,
            })
            .then(({ message }) => {
                frappe.show_alert(__("{0} women joined the group.", [message.added.length]));
            });
    });
}
