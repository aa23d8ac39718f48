// Everything that a bundle of an app may import.
import { createApp } from "vue";
import { greeting } from "./greeting.ts";
import Panel from "./Panel.vue";
import "./note.html";
import "./panel_frame.css";

window.engine_probe = {
    greeting: greeting("Desk"),
    note: () => frappe.render_template("note", { text: "said" }),
    show: (element) => createApp(Panel).mount(element),
};
