// Women who may be the same, side by side: while one is typed, and before two files become one.
frappe.provide("women_incubation.people");

const API = "women_incubation.people.api";
const ASKED_AFTER = 400; // milliseconds without typing
const TYPED = ["first_name", "last_name", "first_name_ar", "last_name_ar", "birth_date", "unit", "cnie", "rnp", "phone"];
const safe = (value) => frappe.utils.escape_html(String(value ?? ""));

const unit_of = (woman) => safe((frappe.boot.lang === "ar" ? woman.unit_name_ar : woman.unit_name_fr) || woman.unit);
const day = (value) => (value ? safe(frappe.datetime.str_to_user(value)) : "");

function person(woman) {
	const lines = [
		[__("Birth Date"), day(woman.birth_date)],
		[__("Territorial Unit"), unit_of(woman)],
		["CNIE", woman.cnie && `<bdi>${safe(woman.cnie)}</bdi>`],
		[__("Phone"), woman.phone && `<bdi dir="ltr">${safe(woman.phone)}</bdi>`],
		[__("Stage"), woman.stage && safe(__(woman.stage))],
	].filter(([, value]) => value);
	return `<dl>${lines.map(([label, value]) => `<dt>${safe(label)}</dt><dd>${value}</dd>`).join("")}</dl>`;
}

const names = (woman) => `<b>${safe(woman.full_name)}</b><br><bdi>${safe(woman.full_name_ar)}</bdi>`;

function card(woman) {
	if (woman.hidden) return `<div class="similar-woman"><p>${safe(woman.note)}</p></div>`;
	return `<div class="similar-woman">
		<a href="/desk/beneficiary/${encodeURIComponent(woman.woman)}" target="_blank">${names(woman)}</a>
		${person(woman)}
		<span class="indicator-pill ${woman.exact.length ? "red" : "orange"}">${
			woman.exact.length ? __("The same number") : __("Likeness {0} of 100", [woman.score])
		}</span></div>`;
}

Object.assign(women_incubation.people, {
	// Somebody who has no file yet.
	unregistered: (woman) => `<div class="similar-woman">${names(woman)}${person(woman)}</div>`,
	cards: (candidates) => `<div class="similar-women">${candidates.map(card).join("")}</div>`,

	// Calls `show(candidates, may_save_anyway)` a moment after the last call.
	look: frappe.utils.debounce(async (values, show) => {
		const asked = Object.fromEntries([...TYPED, "name"].map((field) => [field, values[field] ?? null]));
		const { message } = await frappe.call({ method: `${API}.similar`, args: { values: asked } });
		show(message.candidates, message.may_save_anyway);
	}, ASKED_AFTER),

	TYPED,

	async merge(first, second, done) {
		const { message } = await frappe.call({ method: `${API}.compare`, type: "GET", args: { first, second } });
		const dialog = new frappe.ui.Dialog({
			title: __("Merge Two Files of One Woman"),
			size: "large",
			fields: [
				{ fieldtype: "HTML", fieldname: "table", options: compared(message, first, second) },
				{
					fieldtype: "Select", fieldname: "kept", label: __("File to Keep"), reqd: 1, default: first,
					options: [
						{ value: first, label: named(message, "first", first) },
						{ value: second, label: named(message, "second", second) },
					],
				},
				{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 },
			],
			primary_action_label: __("Merge"),
			async primary_action({ kept, reason }) {
				const removed = kept === first ? second : first;
				const args = { client_key: frappe.utils.get_random(20), kept, removed, reason };
				const answer = await frappe.call({ method: `${API}.merge`, args, freeze: true });
				if (answer.exc) return;
				dialog.hide();
				frappe.show_alert({ message: __("The two files are one now."), indicator: "green" });
				done(answer.message);
			},
		});
		dialog.show();
	},
});

const named = ({ fields }, side, name) =>
	[...["first_name", "last_name"].map((key) => fields.find((row) => row.fieldname === key)[side]), `(${name})`].join(" ");

function compared({ fields, links }, first, second) {
	const rows = fields
		.filter((row) => row.first || row.second)
		.map((row) => {
			const other = row.same ? "" : ' class="differs"';
			return `<tr><th>${safe(row.label)}</th><td${other}><bdi>${safe(row.first)}</bdi></td><td${other}><bdi>${safe(row.second)}</bdi></td></tr>`;
		});
	const counted = (side) =>
		Object.entries(side).map(([doctype, count]) => `${safe(__(doctype))}: ${safe(count)}`).join("<br>");
	rows.push(`<tr><th>${__("Records")}</th><td>${counted(links.first)}</td><td>${counted(links.second)}</td></tr>`);
	const head = [first, second].map((name) => `<th><bdi dir="ltr">${safe(name)}</bdi></th>`).join("");
	return `<table class="table table-bordered side-by-side"><thead><tr><th></th>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}
