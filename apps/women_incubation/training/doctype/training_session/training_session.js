frappe.ui.form.on("Training Session", {
	onload: write_hours_in_full,
	refresh(frm) {
		write_hours_in_full(frm);
		if (frm.is_new()) return;
		if (frappe.user.has_role("Incubation Trainer")) {
			frm.add_custom_button(__("Open in the Field App"), () => {
				window.open(`/incubation/sessions/${encodeURIComponent(frm.doc.name)}`);
			});
		}
		frm.add_custom_button(__("Attendance"), () => {
			frappe.set_route("List", "Session Attendance", { training_session: frm.doc.name });
		});
		frm.add_custom_button(__("Events"), () => {
			frappe.set_route("List", "Attendance Event", { training_session: frm.doc.name });
		});
		frm.add_custom_button(__("Type in the Sheet"), () => {
			frappe.set_route("type-in-a-sheet", frm.doc.name);
		});
		if (frm.doc.status === "Planned" && frappe.user.has_role("Incubation Coordinator")) {
			frm.add_custom_button(__("Move"), () => move(frm), __("Planning"));
			frm.add_custom_button(__("Cancel the Session"), () => cancel(frm), __("Planning"));
		}
		if (["Held", "Closed"].includes(frm.doc.status) && frappe.user.has_role("Incubation Coordinator")) {
			frm.add_custom_button(__("Correct a Mark"), () => correct(frm));
		}
		show_counts(frm);
	},
});

async function correct(frm) {
	const women = await women_of(frm);
	const late = "eval:doc.status=='Late'";
	frappe.prompt(
		[
			{
				fieldname: "beneficiary",
				fieldtype: "Select",
				label: __("Beneficiary"),
				options: women,
				reqd: 1,
			},
			{
				fieldname: "status",
				fieldtype: "Select",
				label: __("Status"),
				options: Object.keys(COLOURS).map((value) => ({ value, label: __(value) })),
				reqd: 1,
			},
			{ fieldname: "late_minutes", fieldtype: "Int", label: __("Minutes Late"), depends_on: late },
			{ fieldname: "reason", fieldtype: "Data", label: __("Reason") },
			{
				fieldname: "correction_reason",
				fieldtype: "Small Text",
				label: __("Reason of the Correction"),
				reqd: 1,
			},
		],
		(values) =>
			frappe
				.call({
					method: "women_incubation.training.api.correct_mark",
					args: { ...values, late_minutes: values.late_minutes || 0, session: frm.doc.name },
					freeze: true,
				})
				.then(() => frm.reload_doc()),
		__("Correct a Mark"),
		__("Correct a Mark")
	);
}

// The members of the group as choices, by name.
async function women_of(frm) {
	const group = await frappe.db.get_doc("Training Group", frm.doc.training_group);
	const field = frappe.boot.lang === "ar" ? "full_name_ar" : "full_name";
	const rows = await frappe.db.get_list("Beneficiary", {
		filters: { name: ["in", group.members.map((row) => row.beneficiary)] },
		fields: ["name", field],
		order_by: field,
		limit: group.members.length,
	});
	return rows.map((row) => ({ value: row.name, label: row[field] }));
}

// The Desk first writes 9:00:00 as 09:00:ss in a time field; 09:00:00, written again, stands as it is.
function write_hours_in_full(frm) {
	for (const field of ["start_time", "end_time"]) {
		if (/^\d:/.test(frm.doc[field] || "")) {
			frm.doc[field] = `0${frm.doc[field]}`;
			frm.refresh_field(field);
		}
	}
}

function move(frm) {
	const { session_date, start_time, end_time } = frm.doc;
	const dialog = frappe.prompt(
		[
			{ fieldname: "session_date", fieldtype: "Date", label: __("Date"), reqd: 1, default: session_date },
			{ fieldname: "start_time", fieldtype: "Time", label: __("Start"), reqd: 1, default: start_time },
			{ fieldname: "end_time", fieldtype: "Time", label: __("End"), reqd: 1, default: end_time },
			{ fieldname: "move_reason", fieldtype: "Small Text", label: __("Reason of the Move"), reqd: 1 },
		],
		(values) => frm.set_value(values).then(() => frm.save()),
		__("Move"),
		__("Move")
	);
	dialog.set_values({ start_time, end_time }); // see write_hours_in_full
}

function cancel(frm) {
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		({ reason }) =>
			frappe
				.call({
					method: "women_incubation.training.planning.api.cancel_session",
					args: { name: frm.doc.name, reason },
					freeze: true,
				})
				.then(() => frm.reload_doc()),
		__("Cancel the Session"),
		__("Cancel the Session")
	);
}

function show_counts(frm) {
	frappe.db
		.get_list("Session Attendance", {
			filters: { training_session: frm.doc.name },
			fields: ["status"],
			limit: 500,
		})
		.then((rows) => {
			for (const status of ["Present", "Late", "Excused", "Absent"]) {
				const count = rows.filter((row) => row.status === status).length;
				if (count) frm.dashboard.add_indicator(`${__(status)}: ${count}`, COLOURS[status]);
			}
		});
}

const COLOURS = { Present: "green", Late: "orange", Excused: "blue", Absent: "red" };
