// The auditor's button above the list: read the whole trail again and say what is wrong with it.
frappe.listview_settings["Audit Entry"] = {
    hide_name_column: true,
    onload(listview) {
        if (!frappe.user.has_role("Incubation Auditor") && !frappe.user.has_role("System Manager")) return;
        listview.page.add_inner_button(__("Verify the Trail"), verify_trail);
    },
};

async function verify_trail() {
    const { message } = await frappe.call({
        method: "women_incubation.audit.api.verify_trail",
        freeze: true,
        freeze_message: __("Reading the whole trail..."),
    });
    const escape = frappe.utils.escape_html;
    const lines = message.findings.map((finding) => `<li>${escape(finding.message)}</li>`).join("");
    const elsewhere = message.elsewhere
        ? `<p>${__("{0} findings lie outside your territory.", [message.elsewhere])}</p>`
        : "";
    frappe.msgprint({
        title: __("Audit Trail"),
        indicator: message.findings.length || message.elsewhere ? "red" : "green",
        message: `<p>${escape(message.summary)}</p><ul>${lines}</ul>${elsewhere}<p class="text-muted">${escape(message.window)}</p>`,
    });
}
