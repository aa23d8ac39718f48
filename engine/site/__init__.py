"""A site: its folder, its database, the apps installed on it, its users. Runs where the `frappe` wheel is."""
