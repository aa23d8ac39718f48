// A coordinator gives a project its evaluators and its coach; whoever reads it compares what was sent.
const ASSIGNING = "women_incubation.incubation.assigning_api";
const escape = frappe.utils.escape_html;

frappe.ui.form.on("Project Proposal", {
	refresh(form) {
		if (form.is_new()) return;
		const coordinates = frappe.user_roles.includes("Incubation Coordinator");
		if (coordinates && form.doc.workflow_state === "Under Review")
			form.add_custom_button(__("Assign Evaluators"), () => assign(form, "evaluators", "evaluator"));
		if (coordinates && ["Contracted", "In Incubation", "Activity Started"].includes(form.doc.workflow_state))
			form.add_custom_button(__("Assign a Coach"), () => assign(form, "coaches", "coach"));
		if ((form.doc.submissions || []).length > 1)
			form.add_custom_button(__("Compare Submissions"), () => compare(form));
	},
});

function assign(form, list, field) {
	const project = form.doc.name;
	frappe.call({ method: `${ASSIGNING}.${list}`, type: "GET", args: { project } }).then(({ message }) => {
		const dialog = new frappe.ui.Dialog({
			title: field === "coach" ? __("Assign a Coach") : __("Assign Evaluators"),
			fields: [
				{ fieldname: "people", fieldtype: "HTML" },
				{
					fieldname: "chosen",
					fieldtype: "Autocomplete",
					label: __("Somebody Else"),
					description: __("Left empty: the first of the list, as many as are needed."),
					options: message.candidates.map((one) => ({ value: one.user, label: one.full_name })),
				},
			],
			primary_action_label: __("Assign"),
			primary_action({ chosen }) {
				const method = field === "coach" ? "assign_coach" : "assign_evaluators";
				const args = { client_key: frappe.utils.get_random(20), project, [field]: chosen || null };
				frappe.call({ method: `${ASSIGNING}.${method}`, args, freeze: true }).then(() => {
					dialog.hide();
					form.reload_doc();
				});
			},
		});
		dialog.fields_dict.people.$wrapper.html(people(message));
		dialog.show();
	});
}

function people({ needed, candidates, kept_out = [] }) {
	const line = (one) => `<li><bdi>${escape(one.full_name)}</bdi>: ${escape(one.reason)}</li>`;
	const how_many = needed === undefined ? "" : `<p>${__("Evaluators needed: {0}", [needed])}</p>`;
	const out = kept_out.length
		? `<p class="mb-1">${__("Kept Out")}</p><ul class="text-muted">${kept_out.map(line).join("")}</ul>`
		: "";
	return `${how_many}<ol>${candidates.map(line).join("")}</ol>${out}`;
}

function compare(form) {
	const method = "women_incubation.incubation.versions_api.compare";
	frappe.call({ method, type: "GET", args: { project: form.doc.name } }).then(({ message }) => {
		const rows = message.changes.map(
			(one) => `<tr><th>${escape(one.label)}</th><td><bdi>${escape(one.before)}</bdi></td>
				<td><bdi>${escape(one.after)}</bdi></td></tr>`
		);
		const head = [__("Field"), __("Before"), __("After")].map((cell) => `<th>${cell}</th>`).join("");
		const nothing = `<p class="text-muted">${__("Nothing changed between the last two times.")}</p>`;
		frappe.msgprint({
			title: __("Compare Submissions"),
			message: rows.length
				? `<table class="table table-bordered"><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`
				: nothing,
			wide: true,
		});
	});
}
