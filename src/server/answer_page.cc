#include "server/answer_page.h"

#include <array>

#include "server/page.h"

namespace klynge::server {
namespace {

class Sheet {
 public:
  Sheet(const AnswerFrame& frame, const Words& title) : frame_(frame) {
    const bool danish = frame.tongue == Tongue::danish;
    raw("<!doctype html>\n<html lang=\"").raw(danish ? "da" : "en");
    raw("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<meta name=\"robots\" content=\"noindex, nofollow\">\n<title>");
    say(title).raw(" – Klynge</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n");
    raw("<a class=\"skip\" href=\"#main\">").say({"Gå til indholdet", "Skip to the content"}).raw("</a>\n");
    raw("<header>\n<span class=\"name\">Klynge</span>\n<nav aria-label=\"").say({"Sprog", "Language"});
    raw("\"><a lang=\"").raw(danish ? "en" : "da").raw("\" hreflang=\"").raw(danish ? "en" : "da");
    raw("\" href=\"").raw(escape(frame.path)).raw(danish ? "?lang=en\">English" : "\">Dansk");
    raw("</a></nav>\n</header>\n");
    if (frame.demonstration)
      raw("<section class=\"banner\" aria-label=\"")
          .say({"Bemærk", "Notice"})
          .raw("\"><p>Demonstration</p></section>\n");
    raw("<main id=\"main\" class=\"answer\">\n<h1>").say(title).raw("</h1>\n");
  }

  Sheet& raw(std::string_view markup) {
    html_ += markup;
    return *this;
  }
  Sheet& text(std::string_view words) { return raw(escape(words)); }
  Sheet& say(const Words& words) { return text(server::say(frame_.tongue, words)); }
  Sheet& paragraph(const Words& words) { return raw("<p>").say(words).raw("</p>\n"); }
  Sheet& term(const Words& name, std::string_view value) {
    return value.empty() ? *this : raw("<dt>").say(name).raw("</dt><dd>").text(value).raw("</dd>\n");
  }
  Sheet& moment(const Words& name, Instant at) {
    return at.none() ? *this : term(name, format_person(due_said(at), frame_.tongue == Tongue::danish));
  }
  void begin_form() {
    raw("<form method=\"post\" action=\"").raw(escape(frame_.path));
    raw(frame_.tongue == Tongue::danish ? "\">\n" : "?lang=en\">\n");
  }
  void field(const Words& label, std::string_view name, std::string_view more, std::string_view value = {}) {
    raw("<p><label>").say(label).raw("<br>\n<input name=\"").raw(name).raw("\" ").raw(more);
    if (!value.empty()) raw(" value=\"").text(value).raw("\"");
    raw("></label></p>\n");
  }
  void call() {
    const PartyPicture& holder = frame_.holder;
    if (holder.party.none())
      return void(paragraph({"Ring til den, der sendte linket.", "Call whoever sent the link."}));
    raw("<p class=\"call\">").say({"Ring til ", "Call "}).raw("<strong>").text(holder.name).raw("</strong>");
    if (!holder.phone.empty()) {
      raw(" <a class=\"tel num\" href=\"")
          .raw(phone_link(holder.phone))
          .raw("\">")
          .text(holder.phone)
          .raw("</a>");
    }
    raw("</p>\n");
  }
  Response end(int status) {
    raw("</main>\n</body>\n</html>\n");
    return {status,
            "text/html; charset=utf-8",
            std::move(html_),
            {{"Content-Security-Policy",
              "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
              "'none'"},
             {"X-Content-Type-Options", "nosniff"},
             {"X-Robots-Tag", "noindex, nofollow"},
             {"Referrer-Policy", "no-referrer"},
             {"Cache-Control", "no-store"},
             {"Content-Language", frame_.tongue == Tongue::danish ? "da" : "en"}}};
  }

 private:
  const AnswerFrame& frame_;
  std::string html_;
};

constexpr std::array reasons{DeclineReason::no_capacity, DeclineReason::not_our_citizen,
                             DeclineReason::information_missing, DeclineReason::wrong_level,
                             DeclineReason::other};

void choice(Sheet& sheet, std::string_view value, const Words& label) {
  sheet.raw("<p><label><input type=\"radio\" name=\"answer\" value=\"").raw(value).raw("\" required> ");
  sheet.say(label).raw("</label></p>\n");
}

}  // namespace

Response link_ended_page(const AnswerFrame& frame, LinkEnd end) {
  switch (end) {
    case LinkEnd::unknown: {
      Sheet sheet(frame, {"Linket kendes ikke", "The link is not known"});
      sheet.paragraph({"Måske er ikke hele linket kommet med. Prøv at åbne det igen fra beskeden.",
                       "Perhaps not all of it came along. Try to open it again from the message."});
      sheet.call();
      return sheet.end(404);
    }
    case LinkEnd::over: {
      Sheet sheet(frame, {"Linket gælder ikke mere", "The link is over"});
      sheet.paragraph({"Der er svaret, tiden er gået, eller der er sendt et nyere link. Intet er gået tabt.",
                       "It was answered, the time is up, or a newer link was sent. Nothing is lost."});
      sheet.call();
      return sheet.end(410);
    }
    case LinkEnd::locked: {
      Sheet sheet(frame, {"Linket er låst", "The link is locked"});
      sheet.paragraph(
          {"Der er givet for mange forkerte koder. I kan stadig svare i telefonen, eller få et nyt link.",
           "Too many wrong codes were given. You can still answer by phone, or get a new link."});
      sheet.call();
      return sheet.end(403);
    }
    case LinkEnd::not_now: {
      Sheet sheet(frame, {"Ikke lige nu", "Not now"});
      sheet.paragraph({"Klynge kan ikke tage imod svaret lige nu. Prøv igen om lidt.",
                       "Klynge cannot take the answer now. Try again soon."});
      sheet.call();
      return sheet.end(503);
    }
  }
  return Sheet(frame, {"", ""}).end(500);
}

Response code_page(const AnswerFrame& frame, std::optional<uint16_t> tries_left) {
  Sheet sheet(frame, {"Skriv koden", "Write the code"});
  if (tries_left) {
    const std::string left = std::to_string(*tries_left);
    sheet.raw("<p role=\"alert\" class=\"banner\">");
    sheet.say(
        {"Koden var ikke rigtig. Forsøg tilbage: " + left, "The code was not right. Tries left: " + left});
    sheet.raw("</p>\n");
  }
  sheet.paragraph({"I er bedt om noget. Koden på otte cifre har I fået på en anden måde end linket.",
                   "You have been asked something. The code of eight digits was given to you by another way "
                   "than the link."});
  sheet.begin_form();
  sheet.field({"Kode", "Code"}, "code",
              "inputmode=\"numeric\" autocomplete=\"one-time-code\" required maxlength=\"11\"");
  sheet.raw("<p><button>").say({"Videre", "Continue"}).raw("</button></p>\n</form>\n");
  sheet.paragraph({"Ingen kode?", "No code?"});
  sheet.call();
  return sheet.end(tries_left ? 403 : 200);
}

Response offered_page(const AnswerFrame& frame, const OfferedDuty& offered) {
  const DutyPicture& duty = offered.duty;
  Sheet sheet(frame, duty.name);
  if (offered.incomplete) {
    sheet.raw("<p role=\"alert\" class=\"banner\">");
    sheet.say({"Vælg et svar, og skriv navn og telefonnummer.",
               "Choose an answer, and write name and phone number."});
    sheet.raw("</p>\n");
  }
  sheet.raw("<dl class=\"holders\">\n");
  sheet.term({"Borger", "Citizen"}, say_name(offered.identity));
  sheet.term({"CPR-nummer", "CPR number"}, offered.identity.cpr.empty() ? "" : say_cpr(offered.identity.cpr));
  sheet.term({"Spurgt af", "Asked by"},
             duty.holder.name + (duty.holder.phone.empty() ? "" : ", " + duty.holder.phone));
  sheet.term({"Der står", "It says"}, offered.text);
  sheet.moment({"Frist", "Due"}, duty.due);
  sheet.moment({"Svar senest", "Answer by"}, duty.answer_by);
  sheet.raw("</dl>\n");
  sheet.begin_form();
  sheet.raw("<input type=\"hidden\" name=\"pass\" value=\"")
      .text(offered.pass)
      .raw("\">\n<fieldset>\n<legend>");
  sheet.say({"Jeres svar", "Your answer"}).raw("</legend>\n");
  choice(sheet, "accept", {"Ja, vi tager opgaven", "Yes, we take it"});
  for (const DeclineReason reason : reasons)
    choice(sheet, word(reason),
           {"Nej: " + std::string(say(Tongue::danish, reason)),
            "No: " + std::string(say(Tongue::english, reason))});
  sheet.raw("</fieldset>\n");
  sheet.field({"Dit navn", "Your name"}, "name", "autocomplete=\"name\" required maxlength=\"100\"",
              offered.name);
  sheet.field({"Telefon, hvor I kan nås", "Phone where you can be reached"}, "phone",
              "type=\"tel\" autocomplete=\"tel\" required maxlength=\"40\"", offered.phone);
  sheet.field({"Bemærkning (kan udelades)", "Remark (may be left out)"}, "words", "maxlength=\"500\"",
              offered.words);
  sheet.raw("<p><button>").say({"Send svaret", "Send the answer"}).raw("</button></p>\n</form>\n");
  return sheet.end(offered.incomplete ? 400 : 200);
}

Response answered_page(const AnswerFrame& frame, bool accepted) {
  Sheet sheet(frame, {"Tak for svaret", "Thank you for the answer"});
  if (accepted)
    sheet.paragraph({"Opgaven er jeres fra nu af. I kan lukke siden.",
                     "The task is yours from now on. You may close the page."});
  else
    sheet.paragraph({"Opgaven bliver, hvor den er. I kan lukke siden.",
                     "The task stays where it is. You may close the page."});
  return sheet.end(200);
}

}  // namespace klynge::server
