// A paper sheet is typed in with the keyboard alone: P L E A say how it was, the arrows go on, digits are minutes.
// Keys are taken by their place, so that they work while the keyboard writes Arabic.
const API = "women_incubation.training.desk_api";
const STATUS_OF_KEY = { KeyP: "Present", KeyL: "Late", KeyE: "Excused", KeyA: "Absent" };
const COLOURS = { Present: "green", Late: "orange", Excused: "blue", Absent: "red" };
const LONGEST_LATENESS = 720;

frappe.pages["type-in-a-sheet"].on_page_load = (wrapper) => {
	wrapper.sheet = new SheetPage(wrapper);
};
frappe.pages["type-in-a-sheet"].on_page_show = (wrapper) => wrapper.sheet.open_from_route();

class SheetPage {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Type in a Sheet"),
			single_column: true,
		});
		this.session = this.page.add_field({
			fieldname: "session",
			fieldtype: "Data",
			label: __("QR Code or Number of the Session"),
			change: () => this.load(this.session.get_value()),
		});
		this.body = $('<div class="sheet-page"></div>').appendTo(this.page.main);
		this.body.on("keydown", "tr.line", (event) => this.key(event));
		this.body.on("click", "tr.line .said", (event) => $(event.currentTarget).closest("tr").trigger("focus"));
		this.body.on("change", "input.reason", (event) => this.set_reason(event));
		this.body.on("change", "select.settled", (event) => this.settle(event));
		this.save_soon = frappe.utils.debounce(() => this.save(false), 1500);
	}

	open_from_route() {
		const name = frappe.get_route()[1] || frappe.route_options?.session;
		frappe.route_options = null;
		if (name) this.session.set_value(name);
		else if (!this.sheet) this.hint(__("Scan the QR code of the sheet, or open this page from a session."));
	}

	hint(text) {
		this.body.html(`<div class="text-muted text-center p-5">${text}</div>`);
	}

	load(text) {
		const name = String(text || "").trim().replace(/^WI:S:/i, "");
		if (!name || name === this.sheet?.session) return;
		frappe
			.call({ method: `${API}.sheet`, type: "GET", args: { session: name } })
			.then(({ message }) => this.show(message));
	}

	show(sheet) {
		this.sheet = sheet;
		this.rows = new Map(sheet.roster.map((woman) => [woman.beneficiary, { beneficiary: woman.beneficiary }]));
		for (const row of sheet.mine?.rows || []) {
			if (this.rows.has(row.beneficiary)) this.rows.set(row.beneficiary, { ...row });
		}
		this.settled = new Map();
		this.page.clear_actions();
		this.page.clear_menu();
		const draft = !sheet.mine || sheet.mine.status === "Draft";
		draft ? this.show_typing() : this.show_comparison();
		if (sheet.mine) this.page.add_menu_item(__("Scanned Sheet"), () => this.open_entry());
	}

	heading() {
		const { sheet } = this;
		return `<div class="p-3">
			<h4 class="mb-1">${frappe.utils.escape_html(sheet.group_name)}</h4>
			<div class="text-muted">${frappe.utils.escape_html(sheet.module)} ·
			<bdi>${frappe.datetime.str_to_user(sheet.session_date)}</bdi> · ${__(sheet.status)}</div></div>`;
	}

	// ------------------------------------------------------------------ typing
	show_typing() {
		const keys = [
			["P", __("Present")],
			["L", __("Late")],
			["E", __("Excused")],
			["A", __("Absent")],
			["0-9", __("Minutes Late")],
			["R", __("Reason")],
			["↑ ↓", __("Next Line")],
			["Delete", __("Empty the Line")],
			["Ctrl Enter", __("Finish")],
		];
		this.body.html(`${this.heading()}
			<div class="px-3 pb-2 small">${keys.map(([key, label]) => `<kbd dir="ltr">${key}</kbd> ${label}`).join(" &nbsp; ")}</div>
			<table class="table"><thead><tr><th>#</th><th>${__("Beneficiary")}</th><th>${__("Status")}</th>
				<th>${__("Minutes Late")}</th><th>${__("Reason")}</th></tr></thead>
			<tbody>${this.sheet.roster.map((woman, index) => this.line(woman, index)).join("")}</tbody></table>`);
		this.sheet.roster.forEach((woman) => this.draw(woman.beneficiary));
		this.page.set_primary_action(__("Finish"), () => this.save(true));
		this.page.set_secondary_action(__("Save Draft"), () => this.save(false, true));
		this.body.find("tr.line").first().trigger("focus");
	}

	line(woman, index) {
		const text = frappe.utils.escape_html;
		return `<tr class="line" tabindex="0" data-woman="${text(woman.beneficiary)}">
			<td class="text-muted">${index + 1}</td><td>${text(name_of(woman))}</td>
			<td class="said"></td><td class="minutes"></td>
			<td><input class="reason form-control input-xs" tabindex="-1" maxlength="500" aria-label="${__("Reason")}"></td>
		</tr>`;
	}

	find(woman) {
		return this.body.find("tr.line").filter((_index, row) => row.dataset.woman === woman);
	}

	draw(woman) {
		const row = this.rows.get(woman);
		const line = this.find(woman);
		line.find(".said").html(pill(row.status));
		line.find(".minutes").text(row.status === "Late" ? row.late_minutes || "…" : "");
		line.find(".reason").val(row.reason || "");
	}

	key(event) {
		const line = $(event.currentTarget);
		const row = this.rows.get(line.data("woman"));
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return this.stop(event, () => this.save(true));
		if (event.target.matches("input.reason")) {
			if (event.key === "Enter" || event.key === "Escape") this.stop(event, () => line.trigger("focus"));
			return;
		}
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const digit = event.code.match(/^(?:Digit|Numpad)(\d)$/)?.[1];
		if (STATUS_OF_KEY[event.code]) this.stop(event, () => this.mark(line, row, STATUS_OF_KEY[event.code]));
		else if (digit && row.status === "Late") this.stop(event, () => this.type_minutes(row, digit));
		else if (event.key === "Backspace" && row.status === "Late" && row.late_minutes)
			this.stop(event, () => this.change(row, { late_minutes: Math.floor(row.late_minutes / 10) }));
		else if (event.key === "Delete" || event.key === "Backspace")
			this.stop(event, () => this.change(row, { status: null, late_minutes: 0 }));
		else if (event.code === "KeyR") this.stop(event, () => line.find(".reason").trigger("focus"));
		else if (event.key === "ArrowDown" || event.key === "Enter") this.stop(event, () => line.next().trigger("focus"));
		else if (event.key === "ArrowUp") this.stop(event, () => line.prev().trigger("focus"));
	}

	stop(event, action) {
		event.preventDefault();
		event.stopPropagation();
		action();
	}

	mark(line, row, status) {
		this.change(row, { status, late_minutes: 0 });
		if (status !== "Late") line.next().trigger("focus");
	}

	type_minutes(row, digit) {
		const minutes = (row.late_minutes || 0) * 10 + Number(digit);
		if (minutes <= LONGEST_LATENESS) this.change(row, { late_minutes: minutes });
	}

	set_reason(event) {
		const row = this.rows.get($(event.currentTarget).closest("tr").data("woman"));
		this.change(row, { reason: event.target.value });
	}

	change(row, values) {
		Object.assign(row, values);
		this.draw(row.beneficiary);
		this.page.set_indicator(__("Not Saved"), "orange");
		this.save_soon();
	}

	save(finished, told) {
		if (!this.sheet || (this.sheet.mine && this.sheet.mine.status !== "Draft")) return;
		const rows = [...this.rows.values()].filter((row) => row.status);
		const args = { session: this.sheet.session, rows, finished };
		return frappe.call({ method: `${API}.save_sheet`, args, freeze: finished }).then(({ message }) => {
			this.page.set_indicator(__("Saved"), "green");
			this.sheet.mine = message.mine;
			if (finished) this.show(message);
			else if (told) frappe.show_alert({ message: __("The draft is saved."), indicator: "green" });
		});
	}

	open_entry() {
		frappe.set_route("Form", "Sheet Entry", this.sheet.mine.name);
	}

	// -------------------------------------------------------------- comparison
	show_comparison() {
		const { sheet } = this;
		const lines = new Map(sheet.lines.map((line) => [line.beneficiary, line]));
		const differ = sheet.lines.filter((line) => !line.agreed).length;
		const recorded = sheet.mine.status === "Recorded";
		const typed = Math.max(0, ...sheet.lines.map((line) => line.typed.length));
		const told = recorded
			? __("This sheet is recorded.")
			: typed < 2
			? __("You are the only one who typed this sheet. A second person may type it as well, then the two are compared.")
			: differ
			? __("{0} lines differ: look at the paper and say what holds.", [differ])
			: __("All lines agree.");
		this.body.html(`${this.heading()}<div class="px-3 pb-3"><strong>${told}</strong></div>
			<table ${recorded ? "hidden" : ""} class="table"><thead><tr><th>#</th><th>${__("Beneficiary")}</th>
			${Array.from({ length: typed }, (_none, index) => `<th>${__("Entry {0}", [index + 1])}</th>`).join("")}
			<th>${__("What Holds")}</th></tr></thead><tbody>
			${recorded ? "" : sheet.roster.map((woman, index) => this.compared(woman, index, lines.get(woman.beneficiary))).join("")}
			</tbody></table>`);
		this.page.clear_indicator();
		if (recorded) return;
		this.page.set_primary_action(__("Record"), () => this.record(false));
		this.page.add_menu_item(__("Record and Close the Session"), () => this.record(true));
		this.page.set_secondary_action(__("Change My Entry"), () => this.reopen());
		this.body.find("select.settled").first().trigger("focus");
	}

	compared(woman, index, line) {
		const choice = `<select class="settled form-control input-xs" data-woman="${frappe.utils.escape_html(woman.beneficiary)}">
			<option value="">${__("Say what holds")}</option>
			${line.typed.map((said, number) => `<option value="${number}">${describe(said)}</option>`).join("")}</select>`;
		return `<tr class="${line.agreed ? "" : "table-warning"}"><td class="text-muted">${index + 1}</td>
			<td>${frappe.utils.escape_html(name_of(woman))}</td>
			${line.typed.map((said) => `<td>${said ? pill(said.status) : "-"} ${minutes_and_reason(said)}</td>`).join("")}
			<td>${line.agreed ? __("Agreed") : choice}</td></tr>`;
	}

	settle(event) {
		const { woman } = event.target.dataset;
		if (event.target.value === "") return this.settled.delete(woman);
		const line = this.sheet.lines.find((candidate) => candidate.beneficiary === woman);
		this.settled.set(woman, line.typed[Number(event.target.value)] || { status: "" });
	}

	record(close) {
		const settled = [...this.settled].map(([beneficiary, said]) => ({ beneficiary, ...said }));
		const args = { client_key: (this.key_of_record ||= crypto.randomUUID()), session: this.sheet.session, settled, close };
		frappe.call({ method: `${API}.record_sheet`, args, freeze: true }).then(
			({ message }) => {
				this.key_of_record = null;
				this.tell(message.answers);
				const { session } = this.sheet;
				this.sheet = null;
				this.load(session);
			},
			() => (this.key_of_record = null)
		);
	}

	tell(answers) {
		const open = answers.filter(({ message }) => message);
		const kept = __("{0} marks are recorded.", [answers.filter(({ beneficiary }) => beneficiary).length]);
		frappe.msgprint({
			title: __("Recorded"),
			indicator: open.length ? "orange" : "green",
			message: [kept, ...open.map(({ message }) => frappe.utils.escape_html(message))].join("<br>"),
		});
	}

	reopen() {
		frappe
			.call({ method: `${API}.reopen_sheet`, args: { session: this.sheet.session } })
			.then(({ message }) => this.show(message));
	}
}

function name_of(woman) {
	return frappe.boot.lang === "ar" ? woman.name_ar || woman.name : woman.name;
}

function pill(status) {
	return status ? `<span class="indicator-pill ${COLOURS[status]}">${__(status)}</span>` : "";
}

function minutes_and_reason(said) {
	if (!said) return "";
	const minutes = said.late_minutes ? __("{0} minutes", [said.late_minutes]) : "";
	return `<span class="small text-muted">${[minutes, frappe.utils.escape_html(said.reason)].filter(Boolean).join(" · ")}</span>`;
}

function describe(said) {
	if (!said) return __("No mark");
	return [__(said.status), said.late_minutes || "", frappe.utils.escape_html(said.reason)].filter(Boolean).join(" · ");
}
