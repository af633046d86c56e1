#pragma once
// The page: open duties, oldest silence first, and one citizen. Server-made HTML without scripts; Danish, or
// English when asked for. Everything that came from outside is escaped. Pure; any thread.
#include "server/http.h"
#include "server/picture.h"

namespace klynge::server {

struct PageFrame {
  Tongue tongue = Tongue::danish;
  std::string path;     // of this page, for the link to the other language
  std::string as;       // party chosen in the demonstration; empty: none
  std::string as_name;  // of that party
  bool demonstration = false;
  bool approved = true;               // every pathway is signed
  std::vector<PartyPicture> choices;  // parties one may look as; only where everybody is made up
  Instant now;
};

struct ListPage {
  std::optional<PartyPicture> party;  // whose list; none: everybody's
  std::vector<RowPicture> rows;
  std::string next;        // cursor of the next page; empty: this was the last
  bool continued = false;  // not the first page
};

Response list_page(const PageFrame& frame, const ListPage& page);
Response citizen_page(const PageFrame& frame, const CitizenPicture& citizen);
// A complaint a person can read.
Response error_page(const PageFrame& frame, int status, const Words& title, const Words& text);
Response style_sheet();

std::string escape(std::string_view text);

}  // namespace klynge::server
