#pragma once
// The screens as they were built from web/: their files, compressed, stand in the program, and their words.
// No state; any thread.
#include "server/http.h"
#include "server/words.h"

namespace klynge::server {

// A file whose name changes with what is in it, so that a browser may keep it for ever; 404 where there is
// none.
Response web_asset(const Request& request, std::string_view name);
// The one HTML page of the screens; what it shows the browser fetches, as whoever looks. `asks`: what the
// page will ask for first; the browser is told, and asks while the page itself is on its way (RFC 8288,
// preload).
Response web_page(const Request& request, const std::vector<std::string>& asks = {});
// That page with rows in it, as HTML that is whole and escaped (first_rows.h). Packs them: on any thread but
// the server's own.
struct FirstShown {
  Tongue tongue{};
  std::string title, whose, html;  // of the window; which party's; what stands until the screen is drawn
};
Response web_page(const Request& request, const std::vector<std::string>& asks, const FirstShown& first);
// The language that whoever asks has chosen: by the address, else as the screens remember it; else Danish.
Tongue tongue_of(const Request& request);
// What the screens say (web/words/), by its key; the key where there is none.
std::string_view screen_words(Tongue tongue, std::string_view key);
// Keeps the screens' files for a page without a net, and nothing else; served at the root, for all of it.
Response web_service_worker(const Request& request);

}  // namespace klynge::server
