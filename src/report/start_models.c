/* The kinds of team, for who has to choose. */
#include "report/start_models.h"

void mkba_write_team_models(const mkba_page *page, const mkba_team_models *models)
{
    mkba_language language = mkba_catalogue_language(page->catalogue);
    mkba_page_title(page, mkba_say(page->catalogue, "start.models"));
    for (size_t i = 0; i < models->models; i++) {
        const mkba_team_model *m = &models->model[i];
        mkba_buffer text = {0};
        mkba_buffer_add(&text, m->id);
        mkba_buffer_add(&text, m->names_nl[0] ? " (" : "");
        for (const char *c = m->names_nl; *c; c++) {
            mkba_buffer_add(&text, *c == ' ' ? ", " : (char[]){*c, '\0'});
        }
        mkba_buffer_add(&text, m->names_nl[0] ? "): " : ": ");
        mkba_buffer_add(&text, m->label[language]);
        mkba_buffer_add(&text, ".");
        mkba_page_take(page, "- ", &text);
    }
    mkba_page_end(page);
}
