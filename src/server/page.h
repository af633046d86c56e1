#pragma once
// Pages that the server makes itself, without scripts: signing in, answering by a link, complaints. The
// screens are web.h's. Danish, or English when asked for. Everything that came from outside is escaped. Pure;
// any thread.
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
  std::string path;  // of this page, for the link to the other language
  bool demonstration = false;
  bool approved = true;  // every pathway is signed
  std::optional<Clockwork>
      clockwork;      // of a demonstration that lives: its time and buttons stand on every page
  std::string query;  // of this page, for the way back from a button
  Instant now;
  std::optional<SignedInFrame> signed_in = {};  // who looks, with a session
  bool may_sign_in = false;                     // else
  bool has_form = false;                        // the page's own
};

// The frame that every page has, around HTML that is whole and escaped.
Response framed_page(const PageFrame& frame, const std::string& title, std::string html);
// A link inside Klynge that keeps the language. Escaped.
std::string link_of(const PageFrame& frame, std::string_view path, std::string_view more = {});
// A complaint a person can read.
Response error_page(const PageFrame& frame, int status, const Words& title, const Words& text);
Response style_sheet();

std::string escape(std::string_view text);
// A phone number for a link that calls it: "00 00 20 11" as "tel:00002011".
std::string phone_link(std::string_view phone);
// As a part of a query.
std::string percent_encoded(std::string_view text);

}  // namespace klynge::server
