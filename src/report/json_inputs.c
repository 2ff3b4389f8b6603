#include "report/json_inputs.h"

#include "analysis/hash.h"

#include <string.h>

void mkba_json_hash(mkba_json *json, const mkba_areas *const *world, size_t worlds)
{
    mkba_json_hash_with(json, world, worlds, NULL);
}

void mkba_json_hash_with(mkba_json *json, const mkba_areas *const *world, size_t worlds,
                         const mkba_read_files *more)
{
    char hash[65];
    mkba_inputs_hash(hash, world, worlds);
    mkba_json_text(json, "inputs_sha256", hash);
    if (json->depth == 1) {
        mkba_json_made_from(json, world, worlds, more);
    }
}

static void write_recipe(mkba_json *json, const mkba_recipe *recipe)
{
    mkba_json_open(json, "made_from", '{');
    mkba_json_text(json, "command", recipe->command ? recipe->command : "");
    mkba_json_open(json, "arguments", '[');
    for (size_t i = 0; i < recipe->arguments; i++) {
        mkba_json_text(json, NULL, recipe->argument[i]);
    }
    mkba_json_close(json, ']');
    mkba_json_text(json, "language", recipe->language == MKBA_ENGLISH ? "en" : "nl");
}

static bool is_there(const mkba_read_files *files, size_t count, const mkba_read_file *file)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(files->item[i].role, file->role) == 0 &&
            strcmp(files->item[i].file, file->file) == 0 &&
            strcmp(files->item[i].sha256, file->sha256) == 0) {
            return true;
        }
    }
    return false;
}

/* Those that `seen` (NULL: nothing) does not have, each once. */
static void write_files(mkba_json *json, const mkba_read_files *files,
                        const mkba_read_files *seen)
{
    for (size_t i = 0; i < files->count; i++) {
        const mkba_read_file *file = &files->item[i];
        if (is_there(files, i, file) || (seen && is_there(seen, seen->count, file))) {
            continue;
        }
        mkba_json_open_row(json, NULL);
        mkba_json_text(json, "role", file->role);
        mkba_json_text(json, "file", file->file);
        mkba_json_text(json, "sha256", file->sha256);
        mkba_json_close(json, '}');
    }
}

void mkba_json_made_from(mkba_json *json, const mkba_areas *const *world, size_t worlds,
                         const mkba_read_files *more)
{
    write_recipe(json, &world[0]->data->recipe);
    mkba_json_open(json, "files", '[');
    write_files(json, &world[0]->read, NULL);
    for (size_t w = 0; w < worlds; w++) {
        write_files(json, &world[w]->data->read, w > 0 ? &world[0]->data->read : NULL);
    }
    if (more) {
        write_files(json, more, NULL);
    }
    mkba_json_close(json, ']');
    mkba_json_close(json, '}');
}

void mkba_json_made_from_data(mkba_json *json, const mkba_data *data)
{
    write_recipe(json, &data->recipe);
    mkba_json_open(json, "files", '[');
    write_files(json, &data->read, NULL);
    mkba_json_close(json, ']');
    mkba_json_close(json, '}');
}

void mkba_json_applied(mkba_json *json, const char *key, const mkba_data *data)
{
    mkba_buffer names = {0};
    mkba_applied_names(&names, data, "+", NULL);
    if (names.length == 0) {
        mkba_buffer_add(&names, "central");
    }
    mkba_json_take(json, key, &names);
}

void mkba_json_scenario_files(mkba_json *json, const mkba_data *data)
{
    mkba_json_open(json, "scenario_files", '[');
    for (size_t i = 0; i < data->n_applied; i++) {
        mkba_json_text(json, NULL, data->applied[i].file);
    }
    mkba_json_close(json, ']');
}

void mkba_json_messages(mkba_json *json, const char *key, const mkba_catalogue *catalogue,
                        const mkba_data *data, const mkba_message *message, size_t count)
{
    mkba_json_open(json, key, '[');
    mkba_json_add_messages(json, catalogue, data, message, count);
    mkba_json_close(json, ']');
}

void mkba_json_add_messages(mkba_json *json, const mkba_catalogue *catalogue,
                            const mkba_data *data, const mkba_message *message, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mkba_buffer text = {0};
        mkba_say_message(&text, catalogue, data, &message[i]);
        mkba_json_open_row(json, NULL);
        mkba_json_text(json, "id", message[i].id);
        mkba_json_take(json, "message", &text);
        mkba_json_close(json, '}');
    }
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
