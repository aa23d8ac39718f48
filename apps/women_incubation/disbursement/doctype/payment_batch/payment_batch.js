const API = "women_incubation.disbursement.batch_api";

frappe.ui.form.on("Payment Batch", {
    refresh(frm) {
        if (frm.is_new()) return;
        frm.disable_save();
        if (!frappe.user.has_role("Incubation Payment Officer")) return;
        for (const format of ["csv", "pain.001"]) {
            const url = `/api/method/${API}.file?name=${encodeURIComponent(frm.doc.name)}&format=${format}`;
            frm.add_custom_button(format, () => window.open(url), __("Transfer File"));
        }
        if (frm.doc.status === "Made") {
            frm.add_custom_button(__("Mark as Sent"), () => act(frm, "send", {}));
        }
        if (["Made", "Sent"].includes(frm.doc.status) && !frm.doc.results.length) {
            frm.add_custom_button(__("Cancel the Batch"), () => ask_reason(frm));
        }
        if (frm.doc.status !== "Cancelled") {
            frm.add_custom_button(__("Take Over the Bank's Answers"), () => ask_file(frm));
        }
    },
});

function ask_reason(frm) {
    const field = { fieldname: "reason", label: __("Reason"), fieldtype: "Small Text", reqd: 1 };
    frappe.prompt([field], (values) => act(frm, "cancel", values), __("Cancel the Batch"));
}

function ask_file(frm) {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".csv,text/csv,text/plain";
    input.onchange = async () => act(frm, "import_result", { content: await input.files[0].text() });
    input.click();
}

function act(frm, action, values) {
    const args = { client_key: frappe.utils.get_random(20), name: frm.doc.name, ...values };
    return frappe.call({ method: `${API}.${action}`, args, freeze: true }).then(() => frm.reload_doc());
}
