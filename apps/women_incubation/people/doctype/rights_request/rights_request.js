// The steps of a request, one button each: export, dry run, erasure.
frappe.ui.form.on("Rights Request", {
    refresh(frm) {
        if (frm.is_new() || !frappe.user.has_role("Incubation Data Protection Officer")) return;
        const { kind, status } = frm.doc;
        if (kind === "Export" && status === "Asked") step(frm, __("Build the Export"), "make_export");
        if (kind === "Erasure" && ["Asked", "Checked"].includes(status)) step(frm, __("Dry Run"), "dry_run");
        if (kind === "Erasure" && ["Checked", "Running"].includes(status)) erase(frm);
    },
});

function step(frm, label, method) {
    frm.add_custom_button(label, async () => {
        await frappe.call({
            method: `women_incubation.people.rights.api.${method}`,
            args: { name: frm.doc.name },
            freeze: true,
        });
        frm.reload_doc();
    });
}

function erase(frm) {
    frm.add_custom_button(__("Erase"), () => {
        frappe.confirm(__("Her data will be erased and cannot be brought back. Go on?"), async () => {
            await frappe.call({
                method: "women_incubation.people.rights.api.start_erasure",
                args: { name: frm.doc.name },
                freeze: true,
            });
            frm.reload_doc();
        });
    });
}
