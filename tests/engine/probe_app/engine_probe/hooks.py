"""Every kind of hook that the engine's tests look at."""

app_name = "engine_probe"
app_title = "Engine Probe"
app_publisher = "Women Incubation contributors"
app_description = "Proves what the engine gives an app"
app_email = "contact@women-incubation.invalid"
app_license = "MIT"

require_type_annotated_api_methods = True
after_install = "engine_probe.install.after_install"
after_migrate = ["engine_probe.install.after_migrate"]
fixtures = [
    {"dt": "Role", "filters": [["role_name", "like", "Probe %"]]},
    {"dt": "Workflow State", "filters": [["name", "like", "Probe %"]]},
    {"dt": "Workflow Action Master", "filters": [["name", "like", "Probe %"]]},
    {"dt": "Workflow", "filters": [["name", "=", "Probe Path"]]},
]
fixture_auto_order = True
permission_query_conditions = {"Probe Document": "engine_probe.permissions.row_condition"}
has_permission = {"Probe Document": "engine_probe.permissions.has_permission"}
doc_events = {"Probe Document": {"on_update": "engine_probe.events.count_update"}}
scheduler_events = {
    "cron": {"* * * * *": ["engine_probe.jobs.note_tick"]},
    "daily": ["engine_probe.jobs.note_day"],
}
jinja = {"methods": ["engine_probe.templates_help.shout"]}
add_to_apps_screen = [
    {
        "name": "engine_probe",
        "logo": "/assets/engine_probe/logo.svg",
        "title": "Engine Probe",
        "route": "/probe",
    }
]
app_include_js = "probe.bundle.js"
app_include_css = "probe.bundle.css"
website_route_rules = [{"from_route": "/probe/<path:rest>", "to_route": "probe"}]
