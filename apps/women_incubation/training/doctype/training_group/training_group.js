const CHUNK = 5; // women whose certificates are issued in one request: the bar moves

frappe.ui.form.on("Training Group", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Sessions"), () => {
			frappe.set_route("List", "Training Session", { training_group: frm.doc.name });
		});
		frm.add_custom_button(__("Record Results"), () => record_results(frm));
		if (!frappe.user.has_role("Incubation Coordinator")) return;
		frm.add_custom_button(__("Plan Sessions"), () => plan_sessions(frm));
		frm.add_custom_button(__("Issue Certificates"), () => issue_certificates(frm));
	},
});

// -------------------------------------------------------------------------------------- a series of sessions
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

async function plan_sessions(frm) {
	const path = await frappe.db.get_doc("Training Path", frm.doc.path);
	const dialog = new frappe.ui.Dialog({
		title: __("Plan Sessions"),
		size: "large",
		fields: series_fields(frm),
		primary_action_label: __("Preview"),
		primary_action: (values) => preview(frm, dialog, timetable(frm, path, values)),
	});
	dialog.client_key = crypto.randomUUID();
	dialog.show();
}

function series_fields(frm) {
	const column = { fieldtype: "Column Break" };
	return [
		{
			fieldname: "trainer",
			fieldtype: "Select",
			label: __("Trainer"),
			options: frm.doc.trainers.map((row) => row.trainer),
			default: frm.doc.trainers[0]?.trainer,
			reqd: 1,
		},
		{ fieldname: "from_date", fieldtype: "Date", label: __("From Date"), default: frm.doc.start_date, reqd: 1 },
		column,
		{ fieldname: "place", fieldtype: "Data", label: __("Place"), default: frm.doc.place },
		{ fieldname: "to_date", fieldtype: "Date", label: __("To Date"), default: frm.doc.end_date, reqd: 1 },
		{ fieldtype: "Section Break", label: __("Timetable") },
		{
			fieldname: "meetings",
			fieldtype: "Table",
			label: __("Timetable"),
			reqd: 1,
			in_place_edit: true,
			data: [{ weekday: __("Tuesday"), start: "09:00:00", end: "12:00:00" }],
			fields: [
				{
					fieldname: "weekday",
					fieldtype: "Select",
					label: __("Weekday"),
					options: WEEKDAYS.map((day) => __(day)),
					in_list_view: 1,
					reqd: 1,
				},
				{ fieldname: "start", fieldtype: "Time", label: __("Start"), in_list_view: 1, reqd: 1 },
				{ fieldname: "end", fieldtype: "Time", label: __("End"), in_list_view: 1, reqd: 1 },
			],
		},
		{ fieldname: "skip_holidays", fieldtype: "Check", label: __("Leave out Public Holidays"), default: 1 },
		{
			fieldname: "clash_reason",
			fieldtype: "Data",
			label: __("Reason for Planning It in Spite of a Clash"),
		},
		{ fieldname: "result", fieldtype: "HTML" },
	];
}

function timetable(frm, path, values) {
	return {
		group: frm.doc.name,
		trainer: values.trainer,
		place: values.place || "",
		from_date: values.from_date,
		to_date: values.to_date,
		skip_holidays: Boolean(values.skip_holidays),
		clash_reason: values.clash_reason || "",
		modules: path.modules.map((row) => row.module),
		meetings: values.meetings.map((row) => ({
			weekday: WEEKDAYS.findIndex((day) => __(day) === row.weekday),
			start: row.start,
			end: row.end,
		})),
	};
}

function preview(frm, dialog, sent) {
	frappe
		.call({
			method: "women_incubation.training.planning.api.preview_series",
			args: { timetable: sent },
			freeze: true,
		})
		.then(({ message }) => {
			dialog.fields_dict.result.$wrapper.html(series_table(message));
			dialog.set_secondary_action_label(__("Make {0} Sessions", [message.sessions.length]));
			dialog.set_secondary_action(() => make(frm, dialog, sent));
		});
}

function series_table({ sessions, skipped, unfinished }) {
	const text = frappe.utils.escape_html;
	const day = (date) => `<bdi>${frappe.datetime.str_to_user(date)}</bdi>`;
	const rows = sessions.map(
		(row) => `<tr class="${row.clashes.some((clash) => clash.blocking) ? "table-danger" : ""}">
			<td>${day(row.session_date)}</td><td><bdi>${row.start_time} - ${row.end_time}</bdi></td><td>${text(row.module)}</td>
			<td class="small">${[...row.clashes.map((clash) => clash.message), ...row.warnings].map(text).join("<br>")}</td></tr>`
	);
	const left_out = skipped.map((row) => `${day(row.session_date)} ${text(row.reason)}`);
	const open = unfinished.map((row) => `${text(row.module)} (${__("{0} minutes", [row.minutes])})`);
	return `<table class="table table-sm"><thead><tr><th>${__("Date")}</th><th>${__("Hours")}</th><th>${__("Module")}</th>
		<th>${__("Please Note")}</th></tr></thead><tbody>${rows.join("")}</tbody></table>
		${left_out.length ? `<p>${__("Left out")}: ${left_out.join(", ")}</p>` : ""}
		${open.length ? `<p>${__("Not planned to the end")}: ${open.join(", ")}</p>` : ""}`;
}

function make(frm, dialog, sent) {
	frappe
		.call({
			method: "women_incubation.training.planning.api.make_series",
			args: { client_key: dialog.client_key, timetable: sent },
			freeze: true,
		})
		.then(({ message }) => {
			dialog.hide();
			frappe.show_alert({
				message: __("{0} sessions are planned.", [message.sessions.length]),
				indicator: "green",
			});
			frappe.set_route("List", "Training Session", "Calendar");
		})
		.catch(() => (dialog.client_key = crypto.randomUUID()));
}

// ------------------------------------------------------------------------------------------------- results
async function record_results(frm) {
	const path = await frappe.db.get_doc("Training Path", frm.doc.path);
	const names = await women_of(frm);
	const dialog = new frappe.ui.Dialog({
		title: __("Record Results"),
		size: "large",
		fields: [
			{
				fieldname: "module",
				fieldtype: "Select",
				label: __("Module"),
				options: path.modules.map((row) => row.module),
				reqd: 1,
			},
			{
				fieldname: "kind",
				fieldtype: "Select",
				label: __("Kind"),
				options: ["Pre-test", "Post-test", "Module Test"].map((value) => ({ value, label: __(value) })),
				default: "Post-test",
				reqd: 1,
			},
			{ fieldtype: "Column Break" },
			{ fieldname: "graded_on", fieldtype: "Date", label: __("Graded On"), default: "Today", reqd: 1 },
			{ fieldname: "max_score", fieldtype: "Float", precision: 2, label: __("Out Of"), default: 20, reqd: 1 },
			{ fieldname: "attempt", fieldtype: "Int", label: __("Attempt"), default: 1 },
			{ fieldtype: "Section Break" },
			{ fieldname: "scores", fieldtype: "HTML" },
		],
		primary_action_label: __("Save"),
		primary_action: (values) => save_results(frm, dialog, values),
	});
	dialog.fields_dict.scores.$wrapper.html(score_table(names));
	dialog.show();
}

async function women_of(frm) {
	const here = frm.doc.members.filter((row) => !row.left_on).map((row) => row.beneficiary);
	const field = frappe.boot.lang === "ar" ? "full_name_ar" : "full_name";
	const rows = await frappe.db.get_list("Beneficiary", {
		filters: { name: ["in", here] },
		fields: ["name", field],
		limit: here.length,
	});
	const names = Object.fromEntries(rows.map((row) => [row.name, row[field]]));
	return here.map((name) => ({ name, full_name: names[name] || name }));
}

function score_table(women) {
	const text = frappe.utils.escape_html;
	const rows = women.map(
		(woman) => `<tr data-woman="${text(woman.name)}"><td>${text(woman.full_name)}</td>
			<td><input type="number" min="0" step="any" class="form-control input-xs score" aria-label="${__("Score")}"></td>
			<td class="answer small"></td></tr>`
	);
	return `<table class="table table-sm"><thead><tr><th>${__("Beneficiary")}</th><th>${__("Score")}</th>
		<th>${__("Answer")}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function save_results(frm, dialog, values) {
	const rows = dialog.fields_dict.scores.$wrapper.find("tr[data-woman]");
	const lines = rows
		.map((_index, row) => ({ beneficiary: row.dataset.woman, score: $(row).find(".score").val() }))
		.get()
		.filter((line) => line.score !== "")
		.map((line) => ({ ...line, score: Number(line.score) }));
	const { module, kind, graded_on, max_score, attempt } = values;
	frappe
		.call({
			method: "women_incubation.training.desk_api.record_results",
			args: {
				client_key: crypto.randomUUID(),
				training_group: frm.doc.name,
				...{ module, kind, graded_on, max_score, attempt },
				results_of_women: lines,
			},
			freeze: true,
		})
		.then(({ message }) => message.answers.forEach((answer) => show_answer(rows, answer)));
}

function show_answer(rows, { beneficiary, outcome, message }) {
	const labels = {
		created: __("Saved"),
		updated: __("Saved"),
		identical: __("Saved"),
		invalid: __("Refused"),
		issued: __("Issued"),
		refused: __("Not Issued"),
	};
	const colour = ["invalid", "refused"].includes(outcome) ? "red" : "green";
	rows.filter((_index, row) => row.dataset.woman === beneficiary)
		.find(".answer")
		.html(`<span class="indicator-pill ${colour}">${labels[outcome]}</span>
			<div>${frappe.utils.escape_html(message || "")}</div>`);
}

// -------------------------------------------------------------------------------------------- certificates
async function issue_certificates(frm) {
	const women = await women_of(frm);
	const text = frappe.utils.escape_html;
	const dialog = new frappe.ui.Dialog({
		title: __("Issue Certificates"),
		size: "large",
		fields: [{ fieldname: "women", fieldtype: "HTML" }],
		primary_action_label: __("Issue"),
		primary_action: () => issue_in_chunks(frm, dialog, women),
	});
	const rows = women.map(
		(woman) => `<tr data-woman="${text(woman.name)}"><td>${text(woman.full_name)}</td><td class="answer small"></td></tr>`
	);
	dialog.fields_dict.women.$wrapper.html(
		`<p>${__("Each woman who completed the path gets a certificate; whoever has one keeps it.")}</p>
		<div class="progress mb-3"><div class="progress-bar" style="width: 0"></div></div>
		<table class="table table-sm"><tbody>${rows.join("")}</tbody></table>`
	);
	dialog.show();
}

async function issue_in_chunks(frm, dialog, women) {
	const area = dialog.fields_dict.women.$wrapper;
	dialog.disable_primary_action();
	try {
		for (let first = 0; first < women.length; first += CHUNK) {
			const beneficiaries = women.slice(first, first + CHUNK).map((woman) => woman.name);
			const { message } = await frappe.call({
				method: "women_incubation.training.desk_api.issue_certificates",
				args: { group: frm.doc.name, beneficiaries },
			});
			message.forEach((answer) =>
				show_answer(area.find("tr[data-woman]"), {
					...answer,
					outcome: answer.outcome === "identical" ? "issued" : answer.outcome,
				})
			);
			const share = Math.min(100, Math.round(((first + beneficiaries.length) / women.length) * 100));
			area.find(".progress-bar").css("width", `${share}%`);
		}
	} finally {
		dialog.enable_primary_action();
	}
}
