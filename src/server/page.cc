#include "server/page.h"

#include <algorithm>

namespace klynge::server {
namespace {

class Page {
 public:
  explicit Page(const PageFrame& frame) : frame_(frame), tongue_(frame.tongue) {}

  std::string html;

  Page& raw(std::string_view markup) {
    html += markup;
    return *this;
  }
  Page& text(std::string_view words) {
    html += escape(words);
    return *this;
  }
  Page& say(std::string_view danish, std::string_view english) {
    return text(server::say(tongue_, danish, english));
  }
  std::string words(std::string_view danish, std::string_view english) const {
    return std::string(server::say(tongue_, danish, english));
  }
  Tongue tongue() const { return tongue_; }
  bool danish() const { return tongue_ == Tongue::danish; }
  Instant now() const { return frame_.now; }

  // A link inside Klynge that keeps the language.
  std::string link(std::string_view path, Tongue tongue, std::string_view more = {}) const {
    std::string query;
    const auto add = [&](std::string_view part) { query += (query.empty() ? "?" : "&") + std::string(part); };
    if (tongue == Tongue::english) add("lang=en");
    if (!more.empty()) add(more);
    return escape(std::string(path) + query);
  }
  std::string link(std::string_view path, std::string_view more = {}) const {
    return link(path, tongue_, more);
  }

  std::string time(Instant at) const {
    return "<time class=\"num\" datetime=\"" + format_utc(at) + "\">" + escape(format_person(at, danish())) +
           "</time>";
  }

  void begin(const std::string& title) {
    raw("<!doctype html>\n<html lang=\"")
        .raw(danish() ? "da" : "en")
        .raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
    raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    text(title).raw(" – Klynge</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n");
    raw("<a class=\"skip\" href=\"#main\">").say("Gå til indholdet", "Skip to the content").raw("</a>\n");
    raw("<header>\n<a class=\"name\" href=\"").raw(link("/")).raw("\">Klynge</a>\n");
    raw("<nav aria-label=\"").say("Sprog", "Language").raw("\"><a lang=\"").raw(danish() ? "en" : "da");
    raw("\" hreflang=\"").raw(danish() ? "en" : "da").raw("\" href=\"");
    raw(link(frame_.path, danish() ? Tongue::english : Tongue::danish)).raw("\">");
    raw(danish() ? "English" : "Dansk").raw("</a></nav>\n");
    who();
    raw("</header>\n");
    if (frame_.demonstration || !frame_.approved) {
      raw("<section class=\"banner\" aria-label=\"").say("Bemærk", "Notice").raw("\"><p>");
      if (frame_.demonstration) raw("Demonstration");
      if (frame_.demonstration && !frame_.approved) raw(" – ");
      if (!frame_.approved)
        say(frame_.demonstration ? "ikke klinisk godkendt" : "Ikke klinisk godkendt",
            frame_.demonstration ? "not clinically approved" : "Not clinically approved");
      raw("</p></section>\n");
    }
    if (frame_.clockwork) clockwork(*frame_.clockwork);
    raw("<main id=\"main\">\n<h1>").text(title).raw("</h1>\n");
  }
  Response end(int status) {
    raw("</main>\n<footer><p>").say("Vist ", "Shown ").raw(time(now())).raw(". ");
    say("Tider er dansk tid. Siden opdaterer sig ikke selv.",
        "Times are Danish time. The page does not refresh itself.");
    raw("</p></footer>\n</body>\n</html>\n");
    return {status,
            "text/html; charset=utf-8",
            std::move(html),
            {{"Content-Security-Policy",
              std::string("default-src 'none'; style-src 'self'; base-uri 'none'; form-action ") +
                  (has_form() ? "'self'" : "'none'") + "; frame-ancestors 'none'"},
             {"X-Content-Type-Options", "nosniff"},
             // Else a browser does not say from where a button was pressed, not even to us.
             {"Referrer-Policy", has_form() ? "same-origin" : "no-referrer"},
             {"Cache-Control", "no-store"},
             {"Content-Language", danish() ? "da" : "en"}}};
  }

 private:
  bool has_form() const { return frame_.clockwork || frame_.signed_in || frame_.has_form; }

  // Who is signed in, and the way out; or the way in.
  void who() {
    if (!frame_.signed_in) {
      if (!frame_.may_sign_in) return;
      raw("<nav aria-label=\"").say("Dig", "You").raw("\"><a href=\"").raw(link("/sign-in"));
      raw("\">").say("Log ind", "Sign in").raw("</a></nav>\n");
      return;
    }
    const SignedInFrame& signed_in = *frame_.signed_in;
    raw("<form class=\"who\" method=\"post\" action=\"").raw(link("/sign-out")).raw("\">");
    raw("<a href=\"").raw(link("/me")).raw("\">").text(signed_in.name).raw("</a>");
    raw("<input type=\"hidden\" name=\"csrf\" value=\"").text(signed_in.csrf).raw("\">");
    raw("<button class=\"as\">").say("Log ud", "Sign out").raw("</button></form>\n");
  }

  // The demonstration's time, and the buttons that turn it: forms, so that they work without scripts.
  void clockwork(const Clockwork& clock) {
    static constexpr std::string_view days_da[] = {"mandag", "tirsdag", "onsdag", "torsdag",
                                                   "fredag", "lørdag",  "søndag"};
    static constexpr std::string_view days_en[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};
    const auto day = static_cast<size_t>(weekday(denmark_date(clock.now)) - 1);
    raw("<section class=\"clockwork\" aria-label=\"")
        .say("Tiden i demonstrationen", "Time in the demonstration");
    raw("\"><form method=\"post\"><p><strong>").say(days_da[day], days_en[day]).raw(" ").raw(time(clock.now));
    raw("</strong><span>");
    if (clock.paused)
      say("Tiden står stille", "Time is paused");
    else
      text(std::to_string(clock.times) +
           words(" gange så hurtigt som virkeligheden", " times as fast as real time"));
    raw("</span></p><p class=\"turns\">");
    if (clock.paused)
      turn("go-on", "Fortsæt", "Continue");
    else
      turn("pause", "Pause", "Pause");
    turn("next", "Næste hændelse", "Next event");
    turn("hour", "En time frem", "An hour ahead");
    turn("anew", "Begynd forfra", "Start over");
    raw("<a href=\"").text(here()).raw("\">").say("Vis siden igen", "Show the page again").raw("</a>");
    raw("</p></form></section>\n");
  }
  void turn(std::string_view what, std::string_view danish_label, std::string_view english_label) {
    raw("<button formaction=\"/demonstration/")
        .raw(what)
        .raw("?back=")
        .text(percent_encoded(here()))
        .raw("\">");
    say(danish_label, english_label).raw("</button> ");
  }
  std::string here() const { return frame_.path + (frame_.query.empty() ? "" : "?" + frame_.query); }

  const PageFrame& frame_;
  Tongue tongue_;
};

}  // namespace

Response framed_page(const PageFrame& frame, const std::string& title, std::string html) {
  Page page(frame);
  page.begin(title);
  page.raw(html);
  return page.end(200);
}

std::string link_of(const PageFrame& frame, std::string_view path, std::string_view more) {
  return Page(frame).link(path, more);
}

Response error_page(const PageFrame& frame, int status, const Words& title, const Words& text) {
  Page page(frame);
  page.begin(say(frame.tongue, title));
  page.raw("<p>").text(say(frame.tongue, text)).raw("</p>\n<p><a href=\"").raw(page.link("/")).raw("\">");
  page.say("Til forsiden", "To the front page").raw("</a></p>\n");
  return page.end(status);
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '/' || c == '-';
    if (plain)
      out += c;
    else
      out += std::string("%") + hex[octet >> 4] + hex[octet & 15];
  }
  return out;
}

std::string phone_link(std::string_view phone) {
  std::string link = "tel:";
  for (const char c : phone)
    if ((c >= '0' && c <= '9') || c == '+') link += c;
  return link;
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  return out;
}

}  // namespace klynge::server
