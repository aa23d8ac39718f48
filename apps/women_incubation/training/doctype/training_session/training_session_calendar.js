frappe.views.calendar["Training Session"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", status: "status" },
	get_events_method: "women_incubation.training.planning.api.calendar_events",
	get_css_class: ({ status }) =>
		({ Planned: "blue", Held: "orange", "Did Not Happen": "gray", Closed: "green" })[status],
	// A move needs a reason, which the form asks for: nothing is dragged here.
	options: {
		selectable: false,
		eventAllow: () => false,
		direction: frappe.utils.is_rtl() ? "rtl" : "ltr",
		eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
	},
};
