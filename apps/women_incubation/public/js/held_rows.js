// The rows an import holds, each beside the women she may be: taken in with a reason, or left out.
frappe.provide("women_incubation.people");

const IMPORT = "women_incubation.people.importing.api";
const safe = (value) => frappe.utils.escape_html(String(value ?? ""));

women_incubation.people.compare_rows = async (frm, after = 0) => {
	const { message } = await frappe.call({
		method: `${IMPORT}.rows_to_compare`, type: "GET", args: { name: frm.doc.name, after },
	});
	if (!message || cur_frm !== frm) return;
	const $area = frm.get_field("held_rows").$wrapper;
	$area.html(message.rows.length ? shown(message) : `<p class="text-muted">${__("No row waits for a decision.")}</p>`);
	listen(frm, $area, message);
};

function shown({ rows, left }) {
	const button = (act, label, kind = "default") => `<button type="button" class="btn btn-sm btn-${kind}" data-act="${act}">${label}</button>`;
	return `<p>${__("Rows that look like women who are registered: {0}. Look at each beside them, and decide.", [left])}</p>
		<div class="held-actions">
			<label><input type="checkbox" class="held-all"> ${__("Choose all on this page")}</label>
			${button("take", __("Take the Chosen In…"))} ${button("leave", __("Leave the Chosen Out"))}
		</div>
		${rows.map((row) => held(row, button)).join("")}
		${left > rows.length ? button("next", __("The Next Rows")) : ""}`;
}

function held(row, button) {
	const beside = row.beside.length ? women_incubation.people.cards(row.beside) : `<p class="text-muted">${__("Nobody who is registered looks like her any more.")}</p>`;
	const more = row.more ? `<p class="text-muted">${__("More women who look like her: {0}", [row.more])}</p>` : "";
	const wrong = row.problems.map((text) => `<p class="text-danger">${safe(text)}</p>`).join("");
	return `<div class="held-row" data-row="${row.row_number}">
		<div class="held-head"><label><input type="checkbox" class="held-one"> <b>${__("Row {0}", [row.row_number])}</b></label>
			<span>${button("take", __("Take Her In…"), "primary")} ${button("leave", __("Leave Her Out"))}</span></div>
		<div class="held-pair"><div>${women_incubation.people.unregistered(row)}${wrong}</div><div>${beside}${more}</div></div></div>`;
}

function listen(frm, $area, { rows }) {
	const boxes = () => $area.find(".held-one");
	$area.find(".held-all").on("change", (event) => boxes().prop("checked", event.target.checked));
	$area.find("[data-act]").on("click", (event) => {
		const one = event.target.closest(".held-row");
		const act = event.target.closest("[data-act]").dataset.act;
		if (act === "next") return women_incubation.people.compare_rows(frm, rows.at(-1).row_number);
		const chosen = one ? [Number(one.dataset.row)] : boxes().filter(":checked").get().map((box) => Number(box.closest(".held-row").dataset.row));
		if (!chosen.length) return frappe.show_alert({ message: __("Choose a row first."), indicator: "orange" });
		if (act === "take") take_in(frm, chosen);
		else leave_out(frm, chosen);
	});
}

function take_in(frm, rows) {
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1, description: __("Why she is another woman than those beside her.") },
		({ reason }) => decide(frm, "take_rows_in", { rows, reason }),
		__("Women to take in: {0}", [rows.length]),
		__("Take In")
	);
}

function leave_out(frm, rows) {
	frappe.confirm(__("Rows to leave out, as their women are registered already: {0}. Go on?", [rows.length]), () =>
		decide(frm, "leave_rows_out", { rows })
	);
}

async function decide(frm, method, args) {
	const { message } = await frappe.call({
		method: `${IMPORT}.${method}`, args: { client_key: frappe.utils.get_random(20), name: frm.doc.name, ...args }, freeze: true,
	});
	if (!message) return;
	if (message.refused.length)
		frappe.msgprint({
			title: __("Rows That Are Not Taken In"), indicator: "orange",
			message: message.refused.map((row) => `${__("Row {0}", [row.row_number])}: ${safe(row.message)}`).join("<br>"),
		});
	else frappe.show_alert({ message: __("Rows decided: {0}", [message.decided.length]), indicator: "green" });
	await frm.reload_doc();
}
