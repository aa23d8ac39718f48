// A home page with a single icon is a click for nothing: whoever has one place to work starts in it.
$(document).one("app_ready", () => {
	const icons = frappe.boot.desktop_icons;
	if (icons.length === 1 && icons[0].app === "women_incubation" && /^\/desk\/?$/.test(location.pathname)) {
		frappe.set_route(frappe.router.slug(icons[0].label));
	}
});
