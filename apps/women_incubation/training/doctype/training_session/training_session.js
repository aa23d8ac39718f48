frappe.ui.form.on("Training Session", {
	refresh(frm) {
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
		show_counts(frm);
	},
});

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
