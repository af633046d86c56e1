#pragma once
// The lanes of a pathway's drawing: where every column, lane, bar and word stands, and putting them on a
// sheet. Columns are as wide as their words need, rows as high; no two bars of a lane share a place. Pure.
#include "core/pathway/lanes.h"
#include "server/drawing/sheet.h"
#include "server/words.h"

namespace klynge::server {

// Draws the lanes with their upper left corner at (x, y); answers the y below them.
int draw_lanes(Sheet& sheet, const Pathway& pathway, Tongue tongue, int x, int y);
// What the signs on the chart mean, on one line; answers the y below it.
int draw_legend(Sheet& sheet, Tongue tongue, int x, int y);

}  // namespace klynge::server
