#pragma once
// The page: open duties, oldest silence first, and one citizen. Server-made HTML without scripts; Danish, or
// English when asked for. Everything that came from outside is escaped. Pure; any thread.
#include "server/http.h"
#include "server/picture.h"

namespace klynge::server {

// How time goes in a demonstration that lives (guide.h).
struct Clockwork {
  Instant now;
  int times = 1;  // as fast as real time
  bool paused = false;
};

struct SignedInFrame {
  std::string name, csrf;
};

struct PageFrame {
  Tongue tongue = Tongue::danish;
  std::string path;     // of this page, for the link to the other language
  std::string as;       // party chosen in the demonstration; empty: none
  std::string as_name;  // of that party
  bool demonstration = false;
  bool approved = true;               // every pathway is signed
  std::vector<PartyPicture> choices;  // parties one may look as; only where everybody is made up
  std::optional<Clockwork>
      clockwork;      // of a demonstration that lives: its time and buttons stand on every page
  std::string query;  // of this page, for the way back from a button
  Instant now;
  std::optional<SignedInFrame> signed_in = {};  // who looks, with a session
  bool may_sign_in = false;                     // else
  bool has_form = false;                        // the page's own
};

struct ListPage {
  std::optional<PartyPicture> party;  // whose list; none: everybody's
  std::vector<RowPicture> rows;
  std::string next;        // cursor of the next page; empty: this was the last
  bool continued = false;  // not the first page
};

Response list_page(const PageFrame& frame, const ListPage& page);
Response citizen_page(const PageFrame& frame, const CitizenPicture& citizen);
// The frame that every page has, around HTML that is whole and escaped.
Response framed_page(const PageFrame& frame, const std::string& title, std::string html);
// A link inside Klynge that keeps the language; as that party, where one is named. Escaped.
std::string link_of(const PageFrame& frame, std::string_view path, std::string as,
                    std::string_view more = {});
// A complaint a person can read.
Response error_page(const PageFrame& frame, int status, const Words& title, const Words& text);
Response style_sheet();

std::string escape(std::string_view text);
// As a part of a query.
std::string percent_encoded(std::string_view text);

}  // namespace klynge::server
