#include "server/sign_in_page.h"

#include <algorithm>
#include <map>

namespace klynge::server {
namespace {

class Html {
 public:
  explicit Html(const PageFrame& frame) : frame_(frame) {}
  std::string text;

  Html& raw(View markup) {
    text += markup;
    return *this;
  }
  Html& put(View words) { return raw(escape(words)); }
  Html& say(View danish, View english) { return put(server::say(frame_.tongue, danish, english)); }
  Html& say(const Words& words) { return put(server::say(frame_.tongue, words)); }
  Html& p(View danish, View english) { return raw("<p class=\"sum\">").say(danish, english).raw("</p>\n"); }
  Html& heading(View danish, View english) { return raw("<h2>").say(danish, english).raw("</h2>\n"); }
  void begin_form(View path) {
    raw("<form method=\"post\" action=\"").put(path);
    raw(frame_.tongue == Tongue::english ? "?lang=en\">\n" : "\">\n");
  }
  void hidden(View name, View value) {
    raw("<input type=\"hidden\" name=\"").put(name).raw("\" value=\"").put(value).raw("\">\n");
  }

 private:
  const PageFrame& frame_;
};

void one(Html& html, View id, View name, View more) {
  html.raw("<li><button class=\"as\" name=\"person\" value=\"").put(id).raw("\">").put(name);
  html.raw("</button> <small>").put(more).raw("</small></li>\n");
}

View id_of(const Played& played) {
  return View(played.person.id).substr(played.person.id.find(':') + 1);
}

void played_people(Html& html, const PageFrame& frame, const SignInPage& page, const Setting& setting) {
  std::map<std::string, std::vector<const Played*>> houses;  // by what stands before the comma
  std::vector<const Played*> practices, others;
  for (const Played& played : *page.people) {
    const PartyInfo* info = setting.directory.find(played.caller.party);
    if (played.caller.role != CallerRole::person || info == nullptr)
      others.push_back(&played);
    else if (info->kind == PartyKind::gp)
      practices.push_back(&played);
    else
      houses[info->name.substr(0, info->name.find(", "))].push_back(&played);
  }
  const auto group = [&](View title, const std::vector<const Played*>& those) {
    if (those.empty()) return;
    html.raw("<section><h3>").put(title).raw("</h3><ul>\n");
    for (const Played* played : those) {
      const std::string party = picture_of(played->caller.party, setting).name;
      std::string more = say(frame.tongue, played->title);
      if (played->caller.role == CallerRole::person)
        more += ", " + party.substr(party.find(", ") == std::string::npos ? 0 : party.find(", ") + 2);
      one(html, id_of(*played), played->person.name, more);
    }
    html.raw("</ul></section>\n");
  };
  html.heading("Hvem vil du være?", "Who do you want to be?");
  html.raw("<div class=\"parties\">\n");
  for (const auto& [house, those] : houses) group(house, those);
  group(say(frame.tongue, "Almen praksis", "General practices"), practices);
  if (!page.citizens.empty()) {
    html.raw("<section><h3>").say("Borgere og pårørende", "Citizens and relatives").raw("</h3><ul>\n");
    for (const CitizenThere& citizen : page.citizens) {
      const std::string number = std::to_string(citizen.number);
      const View how = say(frame.tongue, citizen.how);
      one(html, server::id_of(CallerRole::citizen, citizen.number),
          std::string(say(frame.tongue, "Borger ", "Citizen ")) + number, how);
      if (citizen.voice == 0) continue;
      one(html, server::id_of(CallerRole::relative, citizen.number),
          std::string(say(frame.tongue, "Pårørende til borger ", "Relative of citizen ")) + number, how);
    }
    html.raw("</ul></section>\n");
  }
  group(say(frame.tongue, "Andre", "Others"), others);
  html.raw("</div>\n");
}

}  // namespace

Response sign_in_page(const PageFrame& frame, const SignInPage& page, const Setting& setting) {
  Html html(frame);
  if (page.signed_out) {
    html.raw("<p class=\"call\" role=\"status\">").say("Du er logget ud.", "You are signed out.");
    if (!page.end_session.empty())
      html.raw(" <a href=\"")
          .put(page.end_session)
          .raw("\">")
          .say("Log også ud hos den, der loggede dig ind", "Sign out of who signed you in, too")
          .raw("</a>");
    html.raw("</p>\n");
  }
  if (!page.providers.empty()) {
    html.p("Vælg, hvordan du logger ind.", "Choose how to sign in.").raw("<ul class=\"ways\">\n");
    for (const auto& [id, name] : page.providers) {
      html.raw("<li><a href=\"");
      html.raw(link_of(frame, "/sign-in/" + id, "return=" + percent_encoded(page.back)));
      html.raw("\" rel=\"nofollow\">").say(name).raw("</a></li>\n");
    }
    html.raw("</ul>\n");
  }
  if (page.people != nullptr && !page.people->empty()) {
    html.p("Alle er opdigtede. Vælg en, og se klyngen, som han eller hun ser den.",
           "Everybody is made up. Choose one, and see the cluster as he or she sees it.");
    html.begin_form("/sign-in");
    html.hidden("return", page.back);
    played_people(html, frame, page, setting);
    html.raw("</form>\n");
  } else if (page.providers.empty()) {
    html.p("Her kan personer ikke logge ind: der er ingen udbyder i indstillingen sign_in. Spørg driften.",
           "Persons cannot sign in here: the setting sign_in has no provider. Ask operations.");
  }
  return framed_page(frame, std::string(say(frame.tongue, "Log ind", "Sign in")), std::move(html.text));
}

Words name_of(CallerRole role) {
  switch (role) {
    case CallerRole::person:
      return {"Medarbejder", "Member of staff"};
    case CallerRole::door:
      return {"Beskeddør", "Message door"};
    case CallerRole::clock:
      return {"Ur", "Clock"};
    case CallerRole::operations:
      return {"Drift", "Operations"};
    case CallerRole::citizen:
      return {"Borger", "Citizen"};
    case CallerRole::relative:
      return {"Pårørende", "Relative"};
    case CallerRole::forum:
      return {"Fagligt forum", "Professional forum"};
    case CallerRole::administrator:
      return {"Administrator", "Administrator"};
  }
  return {"", ""};
}

Response me_page(const PageFrame& frame, const Session& session, const Setting& setting,
                 const std::string& back) {
  Html html(frame);
  const bool for_citizens =
      std::ranges::any_of(session.choices, [](const Caller& one) { return one.self != 0; });
  if (for_citizens && session.choices.size() > 1)
    html.p("Du kan være her for flere. Vælg, hvem det er nu.",
           "You may be here for several. Choose whom it is for now.");
  else if (!session.chosen)
    html.p("Du har flere organisationer. Vælg den, du arbejder for nu.",
           "You have several organisations. Choose the one you work for now.");
  else if (session.choices.size() > 1)
    html.p("Du har flere organisationer, og kan skifte.", "You have several organisations, and may change.");
  html.begin_form("/me/party");
  html.hidden("csrf", session.csrf);
  html.hidden("return", back);
  html.raw("<ul class=\"ways\">\n");
  for (size_t i = 0; i < session.choices.size(); ++i) {
    const Caller& choice = session.choices[i];
    const Words role = name_of(choice.role);
    const bool has_party = choice.role == CallerRole::person;
    html.raw("<li>");
    if (session.chosen == i) html.raw("<strong aria-current=\"true\">");
    if (session.chosen != i)
      html.raw("<button class=\"as\" name=\"choice\" value=\"").put(std::to_string(i)).raw("\">");
    const auto called = session.called.find(choice.self);
    const bool for_somebody = choice.role == CallerRole::relative && called != session.called.end();
    if (has_party)
      html.put(picture_of(choice.party, setting).name);
    else if (for_somebody)
      html.say("For ", "For ").put(called->second);
    else if (choice.role == CallerRole::citizen)
      html.say("Mig selv", "Myself");
    else
      html.say(role);
    html.raw(session.chosen == i ? "</strong>" : "</button>");
    if (has_party) html.raw(" <small>").say(role).raw("</small>");
    html.raw("</li>\n");
  }
  html.raw("</ul>\n</form>\n<p class=\"soft\">");
  const bool danish = frame.tongue == Tongue::danish;
  html.say("Du bliver logget ud senest ", "You will be signed out at the latest ");
  html.put(format_person(session.until, danish))
      .say(", og før, hvis siden står ubrugt til ", ", and earlier when nothing is used until ");
  html.put(format_person(session.idle_until, danish)).raw(".</p>\n");
  return framed_page(frame, session.person.name, std::move(html.text));
}

}  // namespace klynge::server
