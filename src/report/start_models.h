/* The kinds of team, for who has to choose. */
#ifndef MKBA_REPORT_START_MODELS_H
#define MKBA_REPORT_START_MODELS_H

#include "input/team_models.h"
#include "report/page.h"

void mkba_write_team_models(const mkba_page *page, const mkba_team_models *models);

#endif
