// An evaluator says whether he has a conflict of interest before the project opens to him.
const API = "women_incubation.incubation.assigning_api";

frappe.ui.form.on("Proposal Evaluation", {
	refresh(form) {
		const doc = form.doc;
		const waits = !form.is_new() && !doc.declaration && doc.status === "Draft";
		form.toggle_display(["section_break_scores", "scores", "comment"], !waits);
		form.toggle_display(["conflict_of_interest", "conflict_detail"], !waits);
		if (!waits || doc.evaluator !== frappe.session.user) return;
		frappe
			.call({ method: `${API}.to_declare`, type: "GET", args: { evaluation: doc.name } })
			.then(({ message }) => ask(form, message));
	},
});

function ask(form, { title, place, women }) {
	const text = frappe.utils.escape_html;
	const about = [title, place, ...women].filter(Boolean).map((line) => `<li><bdi>${text(line)}</bdi></li>`);
	const question = __("Do you have a conflict of interest with this project or these women?");
	form.set_intro(`${question}<ul class="mb-0">${about.join("")}</ul>`, "orange");
	form.add_custom_button(__("I Have No Conflict of Interest"), () => declare(form, false));
	form.add_custom_button(__("I Declare a Conflict of Interest"), () =>
		frappe.prompt(
			{ fieldname: "detail", fieldtype: "Small Text", label: __("Detail of the Conflict"), reqd: 1 },
			({ detail }) => declare(form, true, detail),
			__("I Declare a Conflict of Interest")
		)
	);
}

function declare(form, conflict, detail = null) {
	const args = { client_key: frappe.utils.get_random(20), evaluation: form.doc.name, conflict, detail };
	return frappe.call({ method: `${API}.declare`, args, freeze: true }).then(() => form.reload_doc());
}
