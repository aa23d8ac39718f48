frappe.ui.form.on("Alert", {
    refresh(frm) {
        if (frm.doc.status !== "Open") return;
        frm.add_custom_button(__("Handled…"), () => {
            const field = { fieldname: "note", fieldtype: "Small Text", label: __("What Was Done"), reqd: 1 };
            frappe.prompt([field], ({ note }) => {
                const client_key = `${frm.doc.name}-${frappe.utils.get_random(12)}`;
                frappe
                    .call("women_incubation.follow_up.api.handle_alert", {
                        client_key,
                        name: frm.doc.name,
                        note,
                    })
                    .then(() => frm.reload_doc());
            });
        }).addClass("btn-primary");
    },
});
