#include "analysis/hash.h"

#include "base/embedded.h"
#include "base/fingerprint.h"

#include <math.h>
#include <sha2.h>
#include <stdint.h>
#include <string.h>

static void add_text(SHA2_CTX *hash, const char *text)
{
    SHA256Update(hash, (const uint8_t *)text, strlen(text) + 1);
}

static void add_number(SHA2_CTX *hash, double value)
{
    SHA256Update(hash, (const uint8_t *)&value, sizeof value);
}

static void add_parameters(SHA2_CTX *hash, const mkba_data *d)
{
    for (size_t i = 0; i < d->parameters; i++) {
        const mkba_parameter *p = &d->parameter[i];
        add_text(hash, p->key);
        add_number(hash, p->value);
        add_number(hash, p->low);
        add_number(hash, p->high);
        add_text(hash, p->evidence);
        if (p->by_scenario) { /* stands in the evidence scenarios as well */
            add_text(hash, "stands");
        }
    }
}

static void add_names(SHA2_CTX *hash, const mkba_data *d)
{
    for (size_t i = 0; i < d->lines; i++) {
        add_text(hash, d->line[i].id);
        add_text(hash, d->line[i].kind);
        add_text(hash, d->line[i].payer);
        add_number(hash, d->line[i].home_support ? 1 : 0);
    }
    for (size_t i = 0; i < d->scenarios; i++) {
        add_text(hash, d->scenario[i].id);
        for (size_t k = 0; k < d->scenario[i].changes; k++) {
            const mkba_change *change = &d->scenario[i].change[k];
            add_text(hash, change->pattern);
            add_number(hash, change->take);
            add_number(hash, change->number);
        }
    }
}

static void add_area(SHA2_CTX *hash, const mkba_data *d, const mkba_area *area)
{
    add_text(hash, area->code);
    add_text(hash, area->name);
    for (size_t i = 0; i < d->columns; i++) {
        if (area->entered[i]) {
            add_text(hash, d->column[i].id);
            add_number(hash, area->value[i]);
            if (area->low && !isnan(area->low[i])) {
                add_number(hash, area->low[i]);
                add_number(hash, area->high[i]);
            }
        }
    }
}

static void add_world(SHA2_CTX *hash, const mkba_areas *areas)
{
    const mkba_data *d = areas->data;
    size_t count = mkba_areas_count(areas);
    add_parameters(hash, d);
    add_names(hash, d);
    for (size_t i = 0; i < count; i++) {
        add_area(hash, d, mkba_areas_at(areas, i));
    }
}

void mkba_inputs_hash(char out[65], const mkba_areas *const *world, size_t worlds)
{
    SHA2_CTX hash;
    uint8_t digest[SHA256_DIGEST_LENGTH];
    const mkba_embedded_file *formulas = mkba_embedded_find("src/model/formulas.txt");
    SHA256Init(&hash);
    add_text(&hash, formulas->fingerprint);
    for (size_t w = 0; w < worlds; w++) {
        add_world(&hash, world[w]);
    }
    SHA256Final(digest, &hash);
    mkba_fingerprint_text(out, digest);
}
