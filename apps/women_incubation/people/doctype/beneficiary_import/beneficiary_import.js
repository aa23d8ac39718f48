// Check first, then import; the bar follows the run in the background, without a page reload.
const API = "women_incubation.people.importing.api";
const RUNNING = ["Checking", "Importing"];
const OPEN = ["Draft", "Checked", "Refused"];
const EVERY = 2000; // milliseconds

frappe.ui.form.on("Beneficiary Import", {
	async setup(frm) {
		const labels = {}; // of the fields a column may fill, once they are here
		frappe.meta.docfield_map["Import Column"].field.formatter = (value) => frappe.utils.escape_html(labels[value] ?? value ?? "");
		const { message } = await frappe.call({ method: `${API}.fields`, type: "GET" });
		for (const { value, label } of message) labels[value] = label;
		const { grid } = frm.fields_dict.columns;
		grid.update_docfield_property("field", "options", [{ value: "", label: __("Leave Out") }, ...message]);
		for (const row of grid.grid_rows ?? []) row.refresh();
	},
	refresh(frm) {
		frm.set_query("unit", () => ({ filters: { kind: ["!=", "Country"] } }));
		frm.get_field("file").df.options = { restrictions: { allowed_file_types: [".csv", ".xlsx"] }, make_attachments_public: false };
		frm.add_custom_button(__("Empty File with the Headings"), () => window.open(`/api/method/${API}.template`));
		if (frm.is_new()) return;
		if (OPEN.includes(frm.doc.status))
			frm.add_custom_button(__("Check the File"), () => send(frm, "check_file")).toggleClass("btn-primary", frm.doc.status === "Draft");
		if (frm.doc.status === "Checked" && frm.doc.created_count)
			frm.add_custom_button(__("Take in {0} Women", [frm.doc.created_count]), () =>
				frappe.confirm(__("{0} women are taken into the register. Go on?", [frm.doc.created_count]), () => send(frm, "import_file"))
			).addClass("btn-primary");
		show(frm, frm.doc);
		if (RUNNING.includes(frm.doc.status)) follow(frm);
		if (frm.doc.status !== "Done") return;
		if (frm.doc.review_count && frm.perm[0]?.write) women_incubation.people.compare_rows(frm);
		frm.disable_form(); // not while it runs: the fields would stay closed after it
	},
});

async function send(frm, method) {
	if (frm.is_dirty()) await frm.save();
	await frappe.call({ method: `${API}.${method}`, args: { name: frm.doc.name }, freeze: true });
	await frm.reload_doc();
}

function show(frm, state) {
	frm.dashboard.hide_progress?.();
	if (RUNNING.includes(state.status) && state.rows_total) {
		const text = state.status === "Checking" ? __("Checking: row {0} of {1}", [state.rows_done, state.rows_total])
			: __("Taking in: row {0} of {1}", [state.rows_done, state.rows_total]);
		frm.dashboard.show_progress(__("Progress"), (100 * state.rows_done) / state.rows_total, text);
	}
	if (state.status === "Refused") frm.dashboard.set_headline_alert(frappe.utils.escape_html(state.message ?? ""), "red");
	if (["Checked", "Done"].includes(state.status) && state.problems_file)
		frm.dashboard.set_headline_alert(
			`<a href="${encodeURI(state.problems_file)}">${__("Download the rows that were not taken in, with what is wrong in each")}</a>`,
			"orange"
		);
}

function follow(frm) {
	clearTimeout(frm.follower);
	const name = frm.doc.name;
	frm.follower = setTimeout(async () => {
		if (cur_frm !== frm || frm.doc.name !== name) return;
		const { message } = await frappe.call({ method: `${API}.progress`, type: "GET", args: { name } });
		if (!RUNNING.includes(message.status)) return frm.reload_doc();
		show(frm, message);
		follow(frm);
	}, EVERY);
}
