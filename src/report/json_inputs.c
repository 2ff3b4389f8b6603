#include "report/json_inputs.h"

#include "analysis/hash.h"
#include "report/catalogue.h"

void mkba_json_hash(mkba_json *json, const mkba_areas *const *world, size_t worlds)
{
    char hash[65];
    mkba_inputs_hash(hash, world, worlds);
    mkba_json_text(json, "inputs_sha256", hash);
}

void mkba_json_applied(mkba_json *json, const char *key, const mkba_data *data)
{
    mkba_buffer names = {0};
    mkba_applied_names(&names, data, "+", NULL);
    mkba_json_text(json, key, names.text ? names.text : "central");
    json->out->failed = json->out->failed || names.failed;
    mkba_buffer_free(&names);
}

void mkba_json_scenario_files(mkba_json *json, const mkba_data *data)
{
    mkba_json_open(json, "scenario_files", '[');
    for (size_t i = 0; i < data->n_applied; i++) {
        mkba_json_text(json, NULL, data->applied[i].file);
    }
    mkba_json_close(json, ']');
}

void mkba_json_overridden(mkba_json *json, const mkba_data *data)
{
    mkba_json_open(json, "overridden", '[');
    for (size_t i = 0; i < data->parameters; i++) {
        const mkba_parameter *p = &data->parameter[i];
        if (p->is_own) {
            mkba_json_open_row(json, NULL);
            mkba_json_text(json, "key", p->key);
            mkba_json_number(json, "value", p->value);
            mkba_json_text(json, "from", p->file);
            mkba_json_close(json, '}');
        }
    }
    mkba_json_close(json, ']');
}
