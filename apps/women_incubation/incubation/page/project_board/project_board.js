// The projects on their path, a column a state; and the twelve regions as tiles. A card is moved by the
// workflow's own door: its guards say what is missing.
const API = "women_incubation.incubation.board_api";
// Where each region lies, [column, row], on a map of tiles: north above, the ocean at the left.
const TILES = {
	"MA-01": [4, 1],
	"MA-02": [5, 1],
	"MA-04": [3, 2],
	"MA-03": [4, 2],
	"MA-06": [3, 3],
	"MA-05": [4, 3],
	"MA-08": [5, 3],
	"MA-07": [3, 4],
	"MA-09": [2, 5],
	"MA-10": [2, 6],
	"MA-11": [1, 7],
	"MA-12": [1, 8],
};
const SHADES = ["var(--gray-100)", "#e9d3de", "#cf9fb7", "#a8658a", "#7a3b5d"];

frappe.pages["project-board"].on_page_load = (wrapper) => {
	wrapper.board = new ProjectBoard(wrapper);
};
frappe.pages["project-board"].on_page_show = (wrapper) => wrapper.board.load();

class ProjectBoard {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Project Board"), single_column: true });
		this.unit = this.page.add_field({
			fieldname: "unit",
			fieldtype: "Link",
			options: "Territorial Unit",
			label: __("Territorial Unit"),
			change: () => this.load(),
		});
		this.page.set_secondary_action(__("Refresh"), () => this.load());
		this.body = $('<div class="project-board"></div>').appendTo(this.page.main);
		this.body.on("click", ".board-step", (event) => this.move(event.currentTarget));
		this.body.on("click", ".board-tile", (event) => this.unit.set_value(event.currentTarget.dataset.region));
	}

	async load() {
		const unit = this.unit.get_value() || undefined;
		const ask = (name, args) => frappe.call({ method: `${API}.${name}`, type: "GET", args });
		const [board, map] = await Promise.all([ask("board", { unit }), ask("regions", {})]);
		this.body.html(this.tiles(map.message.regions) + this.columns(board.message.columns));
	}

	tiles(regions) {
		const most = Math.max(1, ...regions.map((region) => region.projects));
		const tiles = regions.map((region) => {
			const [column, row] = TILES[region.region] ?? [6, 1];
			const shade = region.projects ? Math.ceil((region.projects / most) * (SHADES.length - 1)) : 0;
			const name = frappe.boot.lang === "ar" ? region.name_ar : region.name_fr;
			const said = __("{0}: {1} projects, {2} economically integrated", [name, region.projects, region.integrated]);
			return `<button class="board-tile" type="button" data-region="${frappe.utils.escape_html(region.region)}"
				style="grid-column: ${column}; grid-row: ${row}; background: ${SHADES[shade]};
				color: ${shade > 2 ? "white" : "var(--text-color)"}" title="${frappe.utils.escape_html(said)}"
				aria-label="${frappe.utils.escape_html(said)}">
				<span class="board-tile-name">${frappe.utils.escape_html(name)}</span>
				<strong>${region.projects}</strong></button>`;
		});
		const label = __("Regions");
		return `<div class="board-map" dir="ltr" role="group" aria-label="${label}">${tiles.join("")}</div>`;
	}

	columns(columns) {
		const shown = columns.filter((column) => column.count);
		if (!shown.length) return `<div class="text-muted text-center p-5">${__("There is no project here.")}</div>`;
		return `<div class="board-columns">${shown.map((column) => this.column(column)).join("")}</div>`;
	}

	column({ label, count, cards }) {
		const more = count > cards.length ? `<p class="text-muted small">${__("{0} more", [count - cards.length])}</p>` : "";
		return `<section class="board-column"><h4>${frappe.utils.escape_html(label)}
			<span class="badge">${count}</span></h4>${cards.map((card) => this.card(card)).join("")}${more}</section>`;
	}

	card(card) {
		const steps = card.steps.map(
			(step) => `<button class="board-step btn btn-xs btn-default" type="button"
				data-name="${frappe.utils.escape_html(card.name)}"
				data-action="${frappe.utils.escape_html(step.action)}">${frappe.utils.escape_html(step.label)}</button>`
		);
		return `<article class="board-card">
			<a href="/desk/project-proposal/${encodeURIComponent(card.name)}">${frappe.utils.escape_html(card.title ?? card.name)}</a>
			<p class="text-muted small">${__("{0} days in this state", [card.days])} · <bdi dir="ltr">${format_currency(card.requested_centimes / 100)}</bdi></p>
			<details><summary>${__("Take a Step")}</summary>${steps.join(" ") || __("Nothing to do for you here.")}</details></article>`;
	}

	async move({ dataset }) {
		const doc = await frappe.db.get_doc("Project Proposal", dataset.name);
		const move = frappe.xcall("frappe.model.workflow.apply_workflow", { doc, action: dataset.action });
		const moved = await move.then(
			() => true,
			() => false // the refusal is on the screen already
		);
		if (moved) frappe.show_alert({ message: __("The project has moved."), indicator: "green" });
		await this.load();
	}
}
