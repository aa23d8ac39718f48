// Everything about attendance that waits for a coordinator, on one screen; many are answered at once.
const API = "women_incubation.training.desk_api";

frappe.pages["attendance-review"].on_page_load = (wrapper) => {
	wrapper.review = new AttendanceReview(wrapper);
};
frappe.pages["attendance-review"].on_page_show = (wrapper) => wrapper.review.load();

class AttendanceReview {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Attendance Review"),
			single_column: true,
		});
		this.group = this.page.add_field({
			fieldname: "group",
			fieldtype: "Link",
			options: "Training Group",
			label: __("Training Group"),
			change: () => this.load(),
		});
		this.page.set_primary_action(__("Accept"), () => this.answer("accept", __("Accept")));
		this.page.set_secondary_action(__("Dismiss"), () => this.answer("dismiss", __("Dismiss")));
		this.body = $('<div class="attendance-review"></div>').appendTo(this.page.main);
		this.body.on("change", ".choose-all", (event) => {
			this.body.find(".choose").prop("checked", event.target.checked);
		});
		this.body.on("keydown", "tr[data-name]", (event) => this.move(event));
	}

	load() {
		const group = this.group.get_value() || "";
		return frappe
			.call({ method: `${API}.waiting_events`, type: "GET", args: { group } })
			.then(({ message }) => this.show(message));
	}

	show({ events, more }) {
		this.events = events;
		if (!events.length) {
			this.body.html(`<div class="text-muted text-center p-5">${__("Nothing waits for you.")}</div>`);
			return;
		}
		const head = [
			'<input type="checkbox" class="choose-all">',
			__("Session"),
			__("Beneficiary"),
			__("The Table Says"),
			__("It Says"),
			__("Why It Waits"),
			__("From"),
			__("Answer"),
		];
		this.body.html(`
			${more ? `<p class="text-muted p-3 mb-0">${__("The oldest ones are shown; there are more.")}</p>` : ""}
			<div class="table-responsive"><table class="table">
				<thead><tr>${head.map((cell) => `<th>${cell}</th>`).join("")}</tr></thead>
				<tbody>${events.map((event) => this.row(event)).join("")}</tbody>
			</table></div>`);
	}

	row(event) {
		const text = frappe.utils.escape_html;
		return `<tr data-name="${text(event.name)}" tabindex="0">
			<td><input type="checkbox" class="choose" aria-label="${__("Select")}"></td>
			<td><a href="/desk/training-session/${encodeURIComponent(event.session)}">${text(event.group_name)}</a>
				<div class="text-muted small"><bdi>${frappe.datetime.str_to_user(event.session_date)}</bdi>
				<bdi>${event.start_time}</bdi> · ${__(event.session_status)}</div></td>
			<td>${text(event.full_name || "")}</td>
			<td>${event.now ? said(event.now) : "-"}</td>
			<td>${event.said.kind === "Did Not Happen" ? outline(__("Did Not Happen"), event.said.reason) : said(event.said)}</td>
			<td class="small">${text(event.why)}</td>
			<td class="small text-muted"><bdi>${text(event.recorded_by || "")}</bdi><br><bdi>${text(event.device || "")}</bdi></td>
			<td class="answer small"></td>
		</tr>`;
	}

	move(event) {
		const row = $(event.currentTarget);
		if (event.key === "ArrowDown") row.next().trigger("focus");
		else if (event.key === "ArrowUp") row.prev().trigger("focus");
		else if (event.key === " ") row.find(".choose").trigger("click");
		else return;
		event.preventDefault();
	}

	chosen() {
		return this.body
			.find("tr[data-name]:has(.choose:checked)")
			.map((_index, row) => row.dataset.name)
			.get();
	}

	answer(action, label) {
		const names = this.chosen();
		if (!names.length) return frappe.msgprint(__("Select at least one line first."));
		frappe.prompt(
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			({ reason }) => this.send(names, action, reason),
			`${label} (${names.length})`,
			label
		);
	}

	send(names, action, reason) {
		frappe
			.call({ method: `${API}.resolve_events`, args: { names, action, reason }, freeze: true })
			.then(({ message }) => message.forEach((answer) => this.show_answer(answer)));
	}

	show_answer({ name, outcome, message }) {
		const row = this.body.find("tr[data-name]").filter((_index, element) => element.dataset.name === name);
		const labels = { accepted: __("Accepted"), dismissed: __("Dismissed"), refused: __("Refused") };
		const colour = outcome === "refused" ? "red" : "green";
		row.find(".answer").html(
			`<span class="indicator-pill ${colour}">${labels[outcome]}</span>
			<div>${frappe.utils.escape_html(message)}</div>`
		);
		if (outcome !== "refused") row.find(".choose").prop({ checked: false, disabled: true });
	}
}

const COLOURS = { Present: "green", Late: "orange", Excused: "blue", Absent: "red" };

function said({ status, late_minutes, reason }) {
	const minutes = late_minutes ? ` · ${__("{0} minutes", [late_minutes])}` : "";
	return outline(__(status) + minutes, reason, COLOURS[status]);
}

function outline(label, reason, colour = "gray") {
	const why = reason ? `<div class="small text-muted">${frappe.utils.escape_html(reason)}</div>` : "";
	return `<span class="indicator-pill ${colour}">${label}</span>${why}`;
}
