// The Desk asks for the app of a module by its name in small letters ("follow up"), and is given it by the name of
// its folder ("follow_up"): pages of such a module, opened by their address, would stand without a sidebar.
const apps = frappe.boot.module_app ?? {};
for (const [folder, app] of Object.entries(apps)) {
	apps[folder.replaceAll("_", " ")] ??= app;
}
