import "./module_names.js";
import "./similar_women.js";
import "./register_woman.js";
import "./held_rows.js";
import "./print_papers.js";
// A home page with a single icon is a click for nothing: whoever has one place to work starts in it.
// The address is changed before the Desk reads it.
const icons = frappe.boot.desktop_icons ?? [];
if (icons.length === 1 && icons[0].app === "women_incubation" && /^\/desk\/?$/.test(location.pathname)) {
	history.replaceState(null, "", `/desk/${frappe.router.slug(icons[0].label)}`);
}
