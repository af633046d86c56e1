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

  // A link inside Klynge that keeps the language and the chosen party.
  std::string link(std::string_view path, Tongue tongue, std::string_view more = {},
                   std::string as = {}) const {
    if (as.empty()) as = frame_.as;
    std::string query;
    const auto add = [&](std::string_view part) { query += (query.empty() ? "?" : "&") + std::string(part); };
    if (tongue == Tongue::english) add("lang=en");
    if (!as.empty()) add("as=" + as);
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

  void begin(const std::string& title, const std::string& whose) {
    raw("<!doctype html>\n<html lang=\"")
        .raw(danish() ? "da" : "en")
        .raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
    raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    text(title).raw(" – Klynge</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n");
    raw("<a class=\"skip\" href=\"#main\">").say("Gå til indholdet", "Skip to the content").raw("</a>\n");
    raw("<header>\n<a class=\"name\" href=\"").raw(link("/")).raw("\">Klynge</a>\n");
    if (!whose.empty()) raw("<span class=\"whose\">").text(whose).raw("</span>\n");
    if (!frame_.as_name.empty() && frame_.as_name != whose)
      raw("<span class=\"whose\">").say("set som ", "seen as ").text(frame_.as_name).raw("</span>\n");
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
    if (!frame_.choices.empty()) choose();
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

  // --- parts ---
  void party(const PartyPicture& party) {
    text(party.name);
    if (party.phone.empty()) return;
    std::string dial;
    for (const char c : party.phone)
      if ((c >= '0' && c <= '9') || c == '+') dial += c;
    raw(" <a class=\"tel num\" href=\"tel:").text(dial).raw("\">");
    text(words("tlf. ", "phone ") + party.phone).raw("</a>");
  }
  // Where everybody is made up one looks at a citizen as the party that has something with it.
  void citizen(CitizenNumber number, const Identity& identity, Party party) {
    const std::string name = say_name(identity);
    const std::string as = frame_.choices.empty() || !frame_.as.empty() ? "" : std::to_string(party.sor);
    raw("<a href=\"").raw(link("/citizen/" + std::to_string(number), tongue_, "", as)).raw("\">");
    text(name.empty() ? words("Borger ", "Citizen ") + std::to_string(number) : name).raw("</a>");
    if (!identity.cpr.empty())  // a roster has no names
      raw(" <span class=\"num soft\">").text(say_cpr(identity.cpr)).raw("</span>");
    if (identity.erased) raw("<small>").say("indholdet er slettet", "the content was erased").raw("</small>");
  }
  void badge(std::string_view kind, const std::string& label) {
    raw("<span class=\"badge").raw(kind.empty() ? "" : " ").raw(kind).raw("\">").text(label).raw("</span>");
  }
  void status(const DutyPicture& duty) {
    const bool silent = !duty.silent_since.none();
    if (silent) {
      const Duration length = now() - duty.silent_since;
      badge("silent", length < minutes(1)
                          ? words("Intet svar", "No answer")
                          : words("Intet svar i ", "No answer for ") + say_length(tongue_, length));
    }
    if (!duty.due.none()) {
      if (silent) raw("<br>");
      if (duty.due < now())
        badge("late", words("Forsinket ", "Late by ") + say_length(tongue_, now() - duty.due));
      else
        badge("", words("Om ", "In ") + say_length(tongue_, duty.due - now()));
    }
    if (!duty.due.none()) raw("<small>").say("frist ", "due ").raw(time(duty.due)).raw("</small>");
    if (unseen(duty)) raw("<small>").say("kan ikke ses her", "not visible here").raw("</small>");
  }
  void asked(const DutyPicture& duty) {
    if (duty.asked.party.none()) return;
    raw("<small>").say("Spurgt: ", "Asked: ");
    party(duty.asked);
    if (!duty.answer_by.none()) text(words(", svar senest ", ", answer by ")).raw(time(duty.answer_by));
    raw("</small>");
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

  void choose() {
    raw("<nav class=\"choose\" aria-label=\"").say("Se som", "Look as").raw("\"><details><summary>");
    say("Se som en part", "Look as a party").raw("</summary><ul>\n");
    for (const PartyPicture& party : frame_.choices) {
      const std::string sor = std::to_string(party.party.sor);
      raw("<li><a href=\"")
          .raw(link("/party/" + sor, tongue_, "", sor))
          .raw("\">")
          .text(party.name)
          .raw("</a></li>\n");
    }
    const std::string_view list = frame_.clockwork ? "list=everybody" : "";
    raw("<li><a href=\"/")
        .raw(danish() ? "" : "?lang=en")
        .raw(list.empty() ? ""
             : danish()   ? "?"
                          : "&amp;")
        .raw(list)
        .raw("\">")
        .say("Alle parter", "All parties")
        .raw("</a></li>\n");
    raw("</ul></details></nav>\n");
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
      say("Tiden står stille", "Time stands still");
    else
      text(std::to_string(clock.times) +
           words(" gange så hurtigt som virkeligheden", " times as fast as real time"));
    raw("</span></p><p class=\"turns\">");
    if (clock.paused)
      turn("go-on", "Fortsæt", "Go on");
    else
      turn("pause", "Pause", "Pause");
    turn("next", "Næste hændelse", "Next event");
    turn("hour", "En time frem", "An hour on");
    turn("anew", "Begynd forfra", "Begin anew");
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

enum class Section : uint8_t { silent, late, coming, open, strands };

Section section_of(const DutyPicture& duty, Instant now) {
  if (!duty.silent_since.none()) return Section::silent;
  if (!duty.due.none()) return duty.due < now ? Section::late : Section::coming;
  return duty.strand == Strand::none || !duty.asked.party.none() ? Section::open : Section::strands;
}

std::string_view row_class(const DutyPicture& duty, Instant now) {
  if (!duty.silent_since.none()) return "silent";
  return !duty.due.none() && duty.due < now ? "late" : "";
}

// Names of columns are shown on a phone beside the cell. Roles are given because the phone's layout is no
// table in the browser's eyes.
void begin_table(Page& page, std::string_view heading_id, const std::vector<std::string>& columns) {
  page.raw("<table role=\"table\" aria-labelledby=\"")
      .raw(heading_id)
      .raw("\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
  for (const std::string& column : columns)
    page.raw("<th role=\"columnheader\" scope=\"col\">").text(column).raw("</th>");
  page.raw("</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

void cell(Page& page, const std::string& label) {
  page.raw("<td role=\"cell\" data-label=\"").text(label).raw("\">");
}

void stay_line(Page& page, const RowPicture& row) {
  page.raw("<small>").text(server::say(page.tongue(), row.stay));
  if (!row.ward.party.none()) page.text(", " + row.ward.name);
  page.raw("</small>");
}

// Duties of one citizen that say the same of who, since when and until when: a ward's list before a discharge
// is one line to read, and not eight.
bool alike(const RowPicture& a, const RowPicture& b) {
  return a.citizen == b.citizen && a.part == b.part && a.duty.course == b.duty.course &&
         a.duty.holder.party == b.duty.holder.party && a.duty.held_since == b.duty.held_since &&
         a.duty.due == b.duty.due && a.duty.silent_since == b.duty.silent_since &&
         a.duty.silences == b.duty.silences && a.duty.visible == b.duty.visible &&
         a.duty.asked.party.none() && b.duty.asked.party.none();
}

void duty_row(Page& page, std::span<const RowPicture* const> rows) {
  const RowPicture& row = *rows.front();
  const DutyPicture& duty = row.duty;
  page.raw("<tr role=\"row\" class=\"")
      .raw(row_class(duty, page.now()))
      .raw("\"><th role=\"rowheader\" scope=\"row\">");
  page.text(say(page.tongue(), duty.name));
  for (const RowPicture* more : rows.subspan(1)) page.raw("<br>").text(say(page.tongue(), more->duty.name));
  if (row.part == WorkPart::is_asked) page.raw("<small>").say("I er spurgt", "you are asked").raw("</small>");
  if (row.part == WorkPart::is_told)
    page.raw("<small>").say("I er underrettet", "you are told").raw("</small>");
  page.raw("</th>");
  cell(page, page.words("Borger", "Citizen"));
  page.citizen(row.citizen, row.identity, duty.holder.party);
  stay_line(page, row);
  page.raw("</td>");
  cell(page, page.words("Har opgaven", "Holder"));
  page.party(duty.holder);
  page.raw("<small>").say("siden ", "since ").raw(page.time(duty.held_since)).raw("</small>");
  page.asked(duty);
  page.raw("</td>");
  const bool quiet = duty.silent_since.none() && duty.due.none() && !unseen(duty);
  if (quiet)
    page.raw("<td role=\"cell\"></td>");
  else {
    page.raw("<td role=\"cell\">");
    page.status(duty);
    page.raw("</td>");
  }
  page.raw("</tr>\n");
}

void heading(Page& page, std::string_view id, const std::string& title, size_t count) {
  page.raw("<h2 id=\"").raw(id).raw("\">").text(title).raw(" <span class=\"count\">(");
  page.raw(std::to_string(count)).raw(")</span></h2>\n");
}

void duty_section(Page& page, const std::vector<const RowPicture*>& rows, std::string_view id,
                  const std::string& title) {
  if (rows.empty()) return;
  heading(page, id, title, rows.size());
  begin_table(page, id,
              {page.words("Opgave", "Duty"), page.words("Borger", "Citizen"),
               page.words("Har opgaven", "Holder"), page.words("Status", "Status")});
  for (std::span<const RowPicture* const> left = rows; !left.empty();) {
    size_t together = 1;
    while (together < left.size() && alike(*left[0], *left[together])) ++together;
    duty_row(page, left.first(together));
    left = left.subspan(together);
  }
  page.raw("</tbody>\n</table>\n");
}

void holders(Page& page, const std::vector<const DutyPicture*>& strands) {
  page.raw("<dl class=\"holders\">");
  for (const DutyPicture* strand : strands) {
    page.raw("<dt>").text(say(page.tongue(), strand->strand)).raw("</dt><dd>");
    page.party(strand->holder);
    page.raw("<small>").say("siden ", "since ").raw(page.time(strand->held_since)).raw("</small></dd>");
  }
  page.raw("</dl>");
}

// Strands have no deadline: they say who has the citizen, one line each citizen and stay.
void strand_section(Page& page, const std::vector<const RowPicture*>& rows) {
  if (rows.empty()) return;
  std::vector<std::pair<const RowPicture*, std::vector<const DutyPicture*>>> citizens;
  for (const RowPicture* row : rows) {
    auto found = std::ranges::find_if(citizens, [row](const auto& pair) {
      return pair.first->citizen == row->citizen && pair.first->stay_start == row->stay_start;
    });
    if (found == citizens.end()) found = citizens.insert(citizens.end(), {row, {}});
    found->second.push_back(&row->duty);
  }
  heading(page, "strands", page.words("Hvem har borgeren nu", "Who has the citizen now"), citizens.size());
  begin_table(page, "strands",
              {page.words("Borger", "Citizen"), page.words("Hvem har hvad", "Who has what")});
  for (auto& [row, strands] : citizens) {
    std::ranges::sort(strands, {}, [](const DutyPicture* duty) { return duty->strand; });
    page.raw("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">");
    page.citizen(row->citizen, row->identity, strands.front()->holder.party);
    stay_line(page, *row);
    page.raw("</th><td role=\"cell\">");
    holders(page, strands);
    page.raw("</td></tr>\n");
  }
  page.raw("</tbody>\n</table>\n");
}

void course_section(Page& page, const CoursePicture& course) {
  const std::string id = "course-" + std::to_string(course.number);
  page.raw("<h2 id=\"")
      .raw(id)
      .raw("\">")
      .text(say(page.tongue(), course.name))
      .raw(" <span class=\"count\">");
  page.text(course.closed.none() ? page.words("åbent", "open") : page.words("afsluttet", "closed"));
  page.raw("</span></h2>\n<p class=\"sum\">").text(say(page.tongue(), course.stay));
  if (!course.ward.party.none()) page.text(", " + course.ward.name);
  if (!course.stay_start.none())
    page.text(page.words(", siden ", ", since ")).raw(page.time(course.stay_start));
  if (course.gaps > 0)
    page.text(page.words(". Tidligere beskeder mangler her: ", ". Earlier messages are missing here: ") +
              std::to_string(course.gaps));
  page.raw("</p>\n");
  if (const std::string words = say_leaving(course, page.tongue(), page.now()); !words.empty())
    page.raw("<p class=\"sum\"><strong>").text(words).raw("</strong></p>\n");

  std::vector<const DutyPicture*> all;
  for (const DutyPicture& duty : course.strands) all.push_back(&duty);
  for (const DutyPicture& duty : course.duties) all.push_back(&duty);
  if (all.empty()) return;
  begin_table(page, id,
              {page.words("Spor eller opgave", "Strand or duty"), page.words("Har opgaven", "Holder"),
               page.words("Grundlag", "Ground"), page.words("Status", "Status")});
  for (const DutyPicture* duty : all) {
    page.raw("<tr role=\"row\" class=\"")
        .raw(row_class(*duty, page.now()))
        .raw("\"><th role=\"rowheader\" scope=\"row\">");
    page.text(duty->strand == Strand::none ? std::string_view(say(page.tongue(), duty->name))
                                           : say(page.tongue(), duty->strand));
    page.raw("</th>");
    cell(page, page.words("Har opgaven", "Holder"));
    page.party(duty->holder);
    page.raw("<small>").say("siden ", "since ").raw(page.time(duty->held_since)).raw("</small>");
    page.asked(*duty);
    page.raw("</td>");
    cell(page, page.words("Grundlag", "Ground"));
    page.text(server::say(page.tongue(), duty->ground))
        .raw("<small>")
        .text(say_rule_words(page.tongue(), *duty));
    page.raw("</small></td>");
    page.raw("<td role=\"cell\">");
    page.status(*duty);
    if (duty->receipts)
      page.raw("<small>").text(say_receipts(page.tongue(), *duty->receipts)).raw("</small>");
    page.raw("</td></tr>\n");
  }
  page.raw("</tbody>\n</table>\n");
}

// Who has a say, and what must not be said. Children's parents stand there by law, named or not.
void standing_section(Page& page, const CitizenPicture& citizen) {
  const Standing& standing = citizen.standing;
  if (standing.protected_address)
    page.raw("<div class=\"call protected\"><strong>")
        .say("Navne- og adressebeskyttelse", "Protected name and address")
        .raw("</strong>")
        .say("Pårørende må hverken få afdeling, telefonnummer eller adresse at vide.",
             "Relatives must be told no ward, no phone number and no address.")
        .raw("</div>\n");
  std::vector<std::string> lines;
  if (standing.age == Age::under_15)
    lines.push_back(page.words("Under 15 år: forældremyndighedens indehaver orienteres og samtykker.",
                               "Under 15: who has custody is told and consents."));
  if (standing.age == Age::from_15_to_17)
    lines.push_back(
        page.words("15 til 17 år: borgeren samtykker selv, forældremyndighedens indehaver orienteres.",
                   "15 to 17: the citizen consents, who has custody is told."));
  for (const CircumstancePicture& one : citizen.circumstances)
    lines.push_back(say_circumstance(page.tongue(), one));
  if (lines.empty()) return;
  page.raw("<ul class=\"standing\">");
  for (const std::string& line : lines) page.raw("<li>").text(line).raw("</li>");
  page.raw("</ul>\n");
}

// Each thread: its letters with what each answers, then all that was said, once, in order.
void threads_section(Page& page, const CitizenPicture& citizen) {
  if (citizen.threads.empty()) return;
  page.raw("<h2>").say("Breve", "Letters").raw("</h2>\n");
  for (const ThreadShown& thread : citizen.threads) {
    page.raw("<section class=\"thread\"><h3>").text(say(page.tongue(), thread.category));
    if (!thread.topic.empty()) page.text(": " + thread.topic);
    page.raw("</h3>\n<ol class=\"time\">\n");
    for (const LetterShown& letter : thread.letters) {
      page.raw("<li>").raw(page.time(letter.sent)).raw("<div>");
      page.text(page.words("Brev ", "Letter ") + std::to_string(letter.number) + ": " +
                say_letter(page.tongue(), letter) + ", " + letter.from_name + page.words(" til ", " to ") +
                letter.to_name);
      if (!letter.recipient.empty())
        page.text(page.words(", att. ", ", for the attention of ") + letter.recipient);
      if (letter.erased) page.say(" (indholdet er slettet)", " (the content was erased)");
      page.raw("<small>").text(say_receipts(page.tongue(), letter.receipts)).raw("</small></div></li>\n");
    }
    page.raw("</ol>\n<ol class=\"time\">\n");
    for (const SegmentShown& segment : thread.segments) {
      page.raw("<li>").raw(page.time(segment.at)).raw("<div><small>").text(segment.from);
      if (!segment.author.empty()) page.text(", " + segment.author);
      page.raw("</small><blockquote>");
      if (segment.title.empty()) {
        page.text(segment.text);
      } else {
        page.text(page.words("Bilag: ", "Attachment: ") + segment.title);
        if (segment.bytes == 0 && segment.url.empty())
          page.say(" (indholdet er ikke her)", " (its content is not here)");
      }
      page.raw("</blockquote></div></li>\n");
    }
    page.raw("</ol></section>\n");
  }
}

// Whom the home nurse is to call at this hour about each thing, where that is somebody else.
void whom_to_call(Page& page, const CitizenPicture& citizen) {
  std::string list;
  for (const auto& one : citizen.answers) {
    if (one.phone == "112" || one.course != citizen.answers.back().course) continue;
    const std::string name = say(page.tongue(), one.name);
    list += "<dt>" + escape(say(page.tongue(), one.about)) + "</dt><dd>" + escape(name);
    if (!one.phone.empty())
      list += " <span class=\"num\">" + escape(page.words("tlf. ", "phone ") + one.phone) + "</span>";
    list += "</dd>";
  }
  if (list.empty()) return;
  page.raw("<p class=\"soft\">").say("Hjemmesygeplejen ringer lige nu til", "The home nurse now calls");
  page.raw("</p><dl class=\"holders\">").raw(list).raw("</dl>");
}

void timeline(Page& page, const CitizenPicture& citizen) {
  if (citizen.timeline.empty()) return;
  page.raw("<h2>")
      .say("Tidslinje, nyeste først", "Timeline, newest first")
      .raw("</h2>\n<ol class=\"time\">\n");
  for (auto moment = citizen.timeline.rbegin(); moment != citizen.timeline.rend(); ++moment) {
    page.raw("<li>").raw(page.time(moment->at)).raw("<div><ul>");
    for (const auto& [kind, words] : moment->happened)
      page.raw("<li>").text(say(page.tongue(), words)).raw("</li>");
    page.raw("</ul>");
    for (const Words& text : moment->texts)
      page.raw("<blockquote>").text(say(page.tongue(), text)).raw("</blockquote>");
    page.raw("</div></li>\n");
  }
  page.raw("</ol>\n");
}

}  // namespace

Response list_page(const PageFrame& frame, const ListPage& content) {
  Page page(frame);
  std::vector<const RowPicture*> sections[5];
  for (const RowPicture& row : content.rows)
    sections[static_cast<size_t>(section_of(row.duty, frame.now))].push_back(&row);
  const auto rows = [&](Section section) -> const std::vector<const RowPicture*>& {
    return sections[static_cast<size_t>(section)];
  };

  page.begin(page.words("Åbne opgaver", "Open duties"),
             content.party ? content.party->name : page.words("Alle parter", "All parties"));
  page.raw("<p class=\"sum\">");
  if (content.rows.empty() && !content.continued) {
    page.say("Ingen åbne opgaver.", "No open duties.");
  } else {
    const size_t silent = rows(Section::silent).size();
    const auto late = std::ranges::count_if(content.rows, [&](const RowPicture& row) {
      return !row.duty.due.none() && row.duty.due < frame.now;
    });
    page.text(std::to_string(silent) + page.words(" uden svar", " without an answer") + ", ");
    page.text(std::to_string(late) + page.words(" forsinket", " late") + ", ");
    page.text(std::to_string(rows(Section::coming).size()) + page.words(" med frist senere", " due later"));
    if (silent > 0) page.say(". Ældste manglende svar øverst", ". Oldest silence first");
    page.text(".");
  }
  page.raw("</p>\n");
  duty_section(page, rows(Section::silent), "silent", page.words("Intet svar", "No answer"));
  duty_section(page, rows(Section::late), "late", page.words("Forsinket", "Late"));
  duty_section(page, rows(Section::coming), "coming", page.words("Kommende frister", "Coming deadlines"));
  duty_section(page, rows(Section::open), "open", page.words("Uden frist", "Without a deadline"));
  strand_section(page, rows(Section::strands));
  if (!content.next.empty())
    page.raw("<p><a rel=\"next\" href=\"")
        .raw(page.link(frame.path, "after=" + content.next))
        .raw("\">")
        .say("Vis flere", "Show more")
        .raw("</a></p>\n");
  return page.end(200);
}

Response citizen_page(const PageFrame& frame, const CitizenPicture& citizen) {
  Page page(frame);
  const std::string name = say_name(citizen.identity);
  page.begin(name.empty() ? page.words("Borger ", "Citizen ") + std::to_string(citizen.citizen) : name, "");
  page.raw("<p class=\"sum\">");
  const bool numbered = !citizen.identity.cpr.empty();
  if (numbered) page.raw("<span class=\"num\">").text(say_cpr(citizen.identity.cpr)).raw("</span>");
  if (!citizen.municipality.party.none())
    page.text((numbered ? ". " : "") + page.words("Beskeder går til ", "Messages go to ") +
              citizen.municipality.name);
  if (citizen.permission.scope != Scope::full)
    page.say(". Navn og CPR-nummer vises ikke for jer.", ". Name and CPR number are not shown to you.");
  page.raw("</p>\n");
  if (citizen.frozen)
    page.raw("<div class=\"call frozen\"><strong>")
        .say("Spærret for ændringer", "Closed for changes")
        .raw("</strong>")
        .say("Driften skal se på det først.", "Operations must look at it first.")
        .raw("</div>\n");
  if (!citizen.died.none())
    page.raw("<p><strong>").say("Død ", "Died ").raw("</strong>").raw(page.time(citizen.died)).raw("</p>\n");
  standing_section(page, citizen);
  page.raw("<div class=\"call\">").say("Ring nu til", "Call now").raw("<strong>");
  if (citizen.call_now)
    page.party(*citizen.call_now);
  else
    page.say("Intet åbent forløb", "No open course");
  page.raw("</strong><span class=\"soft\">")
      .say("Ved livsfare: ring 112 først.", "In danger of life: call 112 first.")
      .raw("</span>");
  whom_to_call(page, citizen);
  page.raw("</div>\n");
  for (const CoursePicture& course : citizen.courses) course_section(page, course);
  threads_section(page, citizen);
  timeline(page, citizen);
  return page.end(200);
}

Response framed_page(const PageFrame& frame, const std::string& title, std::string html) {
  Page page(frame);
  page.begin(title, "");
  page.raw(html);
  return page.end(200);
}

std::string link_of(const PageFrame& frame, std::string_view path, std::string as, std::string_view more) {
  return Page(frame).link(path, frame.tongue, more, std::move(as));
}

Response error_page(const PageFrame& frame, int status, const Words& title, const Words& text) {
  Page page(frame);
  page.begin(say(frame.tongue, title), "");
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
