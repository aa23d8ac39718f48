// A woman is registered in about a minute: one short form, her consent and her papers with it.
frappe.provide("women_incubation.people");

const REGISTER = "women_incubation.people.api.register";
const PURPOSES = { accompaniment: "Programme Accompaniment", convergence: "Convergence Check", messages: "Messages" };

const field = (fieldname, extra = {}) => {
	const df = frappe.meta.get_docfield("Beneficiary", fieldname);
	return { fieldname, label: __(df.label), fieldtype: df.fieldtype, options: df.options, reqd: df.reqd, ...extra };
};
const section = (label) => ({ fieldtype: "Section Break", label });
const column = { fieldtype: "Column Break" };
const paper = (fieldname, label) => ({ fieldname, label, fieldtype: "Attach", options: { make_attachments_public: false } });

women_incubation.people.register = () =>
	frappe.model.with_doctype("Beneficiary", () => {
		const dialog = new frappe.ui.Dialog({
			title: __("Register a Woman"),
			size: "extra-large",
			fields: [
				// In the order of the Tab key: the keyboard changes its letters once.
				field("first_name_ar"), field("last_name_ar"), field("birth_date"), field("phone"), column,
				field("first_name"), field("last_name"), field("cnie"),
				field("unit", { get_query: () => ({ filters: { kind: ["in", ["Commune", "Province", "Prefecture"]] } }) }),
				{ fieldtype: "Section Break", fieldname: "likeness", label: __("Women Who May Be the Same") },
				{ fieldtype: "HTML", fieldname: "similar" },
				field("duplicate_reason"),
				section(__("Situation")),
				field("category"), field("education_level"), field("children_count"), column,
				field("locality"), field("preferred_language", { default: "ar" }), field("project_idea"),
				section(__("Her Consent, Given Now")),
				{ fieldname: "accompaniment", fieldtype: "Check", label: __(PURPOSES.accompaniment) },
				{ fieldname: "convergence", fieldtype: "Check", label: __(PURPOSES.convergence) },
				{ fieldname: "messages", fieldtype: "Check", label: __(PURPOSES.messages) },
				column,
				{
					fieldname: "channel", fieldtype: "Select", label: __("Channel"), default: "Signed Paper",
					options: ["Signed Paper", "Oral with Witness"],
				},
				paper("consent_paper", __("Signed Document")), paper("card", __("Copy of the Card")),
			],
			primary_action_label: __("Register"),
			async primary_action(values) {
				const args = { client_key: frappe.utils.get_random(20), values: sent(values) };
				const { message } = await frappe.call({ method: REGISTER, args, freeze: true });
				if (!message) return;
				dialog.hide();
				frappe.show_alert({ message: __("{0} is registered.", [frappe.utils.escape_html(message.full_name)]), indicator: "green" });
				frappe.set_route("Form", "Beneficiary", message.name);
			},
		});
		watch(dialog);
		dialog.show();
	});

function watch(dialog) {
	// Not by set_df_property: it draws every field again, and with it wipes out a date that is half typed.
	const { likeness, similar, duplicate_reason } = dialog.fields_dict;
	const show = (candidates, may_save_anyway) => {
		$(likeness.wrapper).toggle(candidates.length > 0);
		$(duplicate_reason.wrapper).toggle(candidates.length > 0 && may_save_anyway);
		similar.$wrapper.html(candidates.length ? women_incubation.people.cards(candidates) : "");
	};
	show([], false);
	for (const name of women_incubation.people.TYPED) {
		const control = dialog.fields_dict[name];
		if (control) control.df.onchange = () => women_incubation.people.look(dialog.get_values(true), show);
	}
}

function sent(values) {
	const { accompaniment, convergence, messages, channel, consent_paper, card, ...woman } = values;
	const agreed = { accompaniment, convergence, messages };
	woman.consents = Object.keys(PURPOSES)
		.filter((key) => agreed[key])
		.map((key) => ({ purpose: PURPOSES[key], channel, document: consent_paper ?? null }));
	woman.papers = card ? [{ title: __("Copy of the Card"), file_url: card }] : [];
	return woman;
}
