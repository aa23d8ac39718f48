// The steps of a request, one button each: export, dry run, erasure. What the dry run found stands in words.
const LABELS = { names: "Full Name", cnie: "CNIE", rnp: "RNP", phone: "Phone", email: "E-mail", user: "User", rib: "RIB", payee_rib: "RIB", mobile_no: "Phone" };

frappe.ui.form.on("Rights Request", {
    setup(frm) {
        frm.get_title = () => __(frm.doc.kind); // a title is not translated by itself
    },
    refresh(frm) {
        if (frm.is_new()) return;
        frm.disable_form(); // a request is not rewritten
        frm.get_field("plan_in_words").$wrapper.html(frm.doc.plan ? in_words(JSON.parse(frm.doc.plan)) : "");
        if (!frappe.user.has_role("Incubation Data Protection Officer")) return;
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

function in_words(plan) {
    const safe = (value) => frappe.utils.escape_html(String(value));
    const refused = plan.refused.map((reason) => `<p class="text-danger">${safe(reason)}</p>`).join("");
    const done = { "*": __("Stays as it is"), "-": __("Is deleted") };
    const rows = Object.entries(plan.rows).map(([document, count]) => [
        document, count, done[plan.kept[document]?.[0]] ?? __("Its texts are emptied"),
    ]);
    const traces = Object.entries(plan.deleted).map(([document, count]) => [document, count, done["-"]]);
    const told = [
        [__("Her files that are deleted"), plan.files],
        [__("Other files from which her names and numbers go"), plan.rewritten_files],
        [__("Other rows from which her names and numbers go"), Object.values(plan.mentions).reduce((a, b) => a + b, 0)],
        [__("Accounts that are closed"), plan.account],
    ].map(([label, count]) => `<tr><td>${label}</td><td>${safe(count)}</td><td></td></tr>`);
    const shared = plan.shared.length
        ? `<p>${__("Another woman bears these too, so they are not searched for elsewhere: {0}", [plan.shared.map((kind) => safe(__(LABELS[kind] ?? kind))).join(", ")])}</p>`
        : "";
    const lines = [...rows, ...traces].map(([document, count, what]) => `<tr><td>${safe(__(document))}</td><td>${safe(count)}</td><td>${what}</td></tr>`);
    return `<label class="control-label">${__("What Would Change")}</label>${refused}
        <table class="table table-bordered"><thead><tr><th>${__("Document")}</th><th>${__("Rows")}</th><th>${__("What Happens")}</th></tr></thead>
        <tbody>${lines.join("")}${told.join("")}</tbody></table>${shared}`;
}
