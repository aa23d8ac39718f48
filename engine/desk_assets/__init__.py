"""The Desk's scripts and styles, built with esbuild from the sources in the Frappe package."""
