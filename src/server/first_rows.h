#pragma once
// The first rows of a list as HTML, in the page as it is sent: on a slow net they are read before the scripts
// have come that draw the list, and without scripts they are the list. Markup and words are those of
// web/page/list/List.svelte, which takes their place; test/browser holds the two against each other. Pure;
// any thread.
#include "server/need_list.h"
#include "server/page.h"
#include "server/web.h"

namespace klynge::server {

// REQUIRES: `seen` is what `asked` asked for, as `frame` says the reader may see it.
FirstShown first_rows(const NeedsAsked& asked, const NeedsSeen& seen, const Setting& setting,
                      const PageFrame& frame);

}  // namespace klynge::server
