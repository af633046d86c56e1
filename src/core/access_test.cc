// The table of cases of who may see what, which docs/access.md is printed from:
// `KLYNGE_ACCESS=write build/test/test_core --gtest_filter=Access.*` prints it anew.
#include "core/access.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

constexpr CitizenNumber citizen = 7;
constexpr uint16_t mandate = 1, relative = 2;

Key person(uint8_t n) {
  return key(static_cast<uint8_t>(200 + n));
}

// A stay at ward A, which asked the home nurses to take over care; seen at some moment.
struct Scene : Ledger {
  Scene() { notify(StayEvent::admitted); }
  Answer state(CircumstanceKind kind, Instant to = {}) {
    return ask(StateCircumstance{0, kind, {}, to, {}, 1}, ward_a);
  }
  void offer_care() { ask(OfferDuty{open("care")->number, gp, {}, 0}, ward_a); }
};

using Happens = std::function<void(Scene&)>;
const Happens nothing_more = [](Scene&) {};
const Happens closed = [](Scene& scene) { scene.come_home_and_close(); };
const Happens offered = [](Scene& scene) { scene.offer_care(); };
const Happens silent = [](Scene& scene) {
  scene.tick_at(morning + hours(24));
  scene.tick_at(morning + hours(48));
};
const Happens glass_broken = [](Scene& scene) {
  scene.ask(BreakGlass{1}, Caller{.party = gp, .person = person(1)});
};
const Happens glass_shut = [](Scene& scene) {
  glass_broken(scene);
  scene.now = scene.now + glass_open_for;
};
const Happens barred = [](Scene& scene) {
  scene.ask(BarUnit{municipality, false, 0},
            Caller{.party = {}, .role = CallerRole::citizen, .self = citizen});
};
const Happens barred_and_broken = [](Scene& scene) {
  barred(scene);
  scene.ask(BreakGlass{1}, Caller{.party = municipality, .person = person(1)});
};
const Happens with_voices = [](Scene& scene) {
  scene.state(CircumstanceKind::mandate, scene.now + days(10));
  scene.state(CircumstanceKind::relative);
};
const Happens protected_too = [](Scene& scene) {
  with_voices(scene);
  scene.state(CircumstanceKind::protected_address);
};
const Happens mandate_over = [](Scene& scene) {
  with_voices(scene);
  scene.now = scene.now + days(11);
};

const Happens hidden_alone = [](Scene& scene) { scene.state(CircumstanceKind::protected_address); };
const Happens long_after = [](Scene& scene) { scene.now = scene.now + days(11); };

struct Case {
  Words who, when;
  Caller caller;
  const Happens* happens;
  Scope scope;
  std::string_view why, law;
};

std::vector<Case> cases() {
  const auto of = [](Party party) { return Caller{.party = party}; };
  const auto role = [](CallerRole one, CitizenNumber self = 0, uint16_t voice = 0) {
    return Caller{.party = one == CallerRole::operations ? operations : Party{},
                  .role = one,
                  .self = self,
                  .voice = voice};
  };
  Caller lay = of(municipality);
  lay.lay = true;
  Caller proved = role(CallerRole::relative, citizen), of_another = role(CallerRole::relative, citizen + 1);
  proved.mandate_until = of_another.mandate_until = morning + days(10);
  Caller colleague{.party = gp, .person = person(2)};
  const Words in_stay{"Borgeren er indlagt på afdeling A", "The citizen is in ward A"};
  const Words over{"Forløbet er afsluttet", "The course has closed"};
  const Words broke{"En læge i klinikken har set efter med en begrundelse",
                    "A doctor of the clinic has looked with a reason"};
  const Words bars{"Borgeren ønsker ikke, at kommunen slår op",
                   "The citizen does not want the municipality to look"};
  const Words voices{
      "Borgeren har givet en fuldmagt, og har sagt ja til, at en pårørende må få noget at vide",
      "The citizen has given a mandate, and has agreed that a relative is told"};
  constexpr std::string_view treats = "sundhedsloven § 42 a, stk. 1", telling = "sundhedsloven § 41",
                             least = "databeskyttelsesforordningen artikel 5, stk. 1, litra c",
                             needs = "sundhedsloven § 42 a", self = "databeskyttelsesforordningen artikel 15",
                             consents = "sundhedsloven § 43", own = "Klynges egen bestemmelse";
  return {
      {{"Afdelingen", "The ward"}, in_stay, of(ward_a), &nothing_more, scope::lane, "holder", treats},
      {{"Kommunens visitation", "The municipality's desk"},
       in_stay,
       of(municipality),
       &nothing_more,
       scope::lane,
       "holder",
       telling},
      {{"En medarbejder i visitationen uden sundhedsopgaver", "Somebody at the desk who does not treat"},
       in_stay,
       lay,
       &nothing_more,
       scope::named,
       "holder",
       least},
      {{"Lægen i en klinik uden del i forløbet", "A doctor of a clinic without a part"},
       in_stay,
       of(gp),
       &nothing_more,
       scope::nothing,
       "not-involved",
       treats},
      {{"Klinikken, der er spurgt", "The clinic that is asked"},
       {"Afdelingen har tilbudt klinikken en opgave", "The ward has offered the clinic a duty"},
       of(gp),
       &offered,
       scope::lane,
       "asked",
       telling},
      {{"En anden enhed i samme kommune", "Another unit of the same municipality"},
       in_stay,
       of(nurses),
       &nothing_more,
       scope::nothing,
       "not-involved",
       least},
      {{"Vagthavende i kommunen", "The municipality's on call"},
       {"Ingen har svaret, og vagthavende er spurgt", "Nobody has answered, and who is on call was asked"},
       of(municipality_on_call),
       &silent,
       scope::status,
       "told",
       least},
      {{"Afdelingen", "The ward"}, over, of(ward_a), &closed, scope::own, "holder", treats},
      {{"Kommunens visitation", "The municipality's desk"},
       over,
       of(municipality),
       &closed,
       scope::own,
       "holder",
       treats},
      {{"Den læge, der gav begrundelsen", "The doctor who gave the reason"},
       broke,
       Caller{.party = gp, .person = person(1)},
       &glass_broken,
       scope::full,
       "broken-glass",
       needs},
      {{"En kollega til lægen", "A colleague of the doctor"},
       broke,
       colleague,
       &glass_broken,
       scope::nothing,
       "not-involved",
       needs},
      {{"Den læge, der gav begrundelsen", "The doctor who gave the reason"},
       {"Otte timer efter", "Eight hours later"},
       Caller{.party = gp, .person = person(1)},
       &glass_shut,
       scope::nothing,
       "not-involved",
       own},
      {{"Kommunens visitation", "The municipality's desk"},
       bars,
       of(municipality),
       &barred,
       scope::status,
       "barred",
       "sundhedsloven § 42 a, stk. 5"},
      {{"En sygeplejerske i kommunen, der gav en begrundelse",
        "A nurse of the municipality who gave a reason"},
       bars,
       Caller{.party = municipality, .person = person(1)},
       &barred_and_broken,
       scope::full,
       "broken-glass",
       needs},
      {{"Borgeren", "The citizen"},
       in_stay,
       role(CallerRole::citizen, citizen),
       &nothing_more,
       scope::full,
       "citizen",
       self},
      {{"En anden borger", "Another citizen"},
       in_stay,
       role(CallerRole::citizen, citizen + 1),
       &nothing_more,
       scope::nothing,
       "not-involved",
       self},
      {{"Den, der har fuldmagt", "Who has the mandate"},
       voices,
       role(CallerRole::relative, citizen, mandate),
       &with_voices,
       scope::full,
       "mandate",
       consents},
      {{"Den, der har fuldmagt", "Who has the mandate"},
       {"Borgerens navn og adresse er også beskyttet: intet sted vises",
        "The citizen's name and address are protected too: no place is shown"},
       role(CallerRole::relative, citizen, mandate),
       &protected_too,
       scope::named,
       "mandate",
       own},
      {{"Den pårørende, der må få noget at vide", "The relative who may be told"},
       voices,
       role(CallerRole::relative, citizen, relative),
       &with_voices,
       scope::named,
       "relative",
       consents},
      {{"En pårørende, som intet er oplyst om", "A relative of whom nothing is stated"},
       voices,
       role(CallerRole::relative, citizen, 0),
       &with_voices,
       scope::nothing,
       "not-involved",
       consents},
      {{"Den, der havde fuldmagt", "Who had the mandate"},
       {"Fuldmagten er udløbet", "The mandate has ended"},
       role(CallerRole::relative, citizen, mandate),
       &mandate_over,
       scope::nothing,
       "not-involved",
       consents},
      {{"Den, hvis fuldmagt er bevist ved indlogning", "Who proved a mandate when signing in"},
       in_stay,
       proved,
       &nothing_more,
       scope::full,
       "mandate",
       consents},
      {{"Den, hvis fuldmagt er bevist ved indlogning", "Who proved a mandate when signing in"},
       {"Borgerens navn og adresse er beskyttet: intet sted vises",
        "The citizen's name and address are protected: no place is shown"},
       proved,
       &hidden_alone,
       scope::named,
       "mandate",
       own},
      {{"Den, hvis fuldmagt er bevist ved indlogning", "Who proved a mandate when signing in"},
       {"Fuldmagten er udløbet", "The mandate has ended"},
       proved,
       &long_after,
       scope::nothing,
       "not-involved",
       consents},
      {{"Den, der har bevist en fuldmagt fra en anden borger", "Who proved a mandate of another citizen"},
       in_stay,
       of_another,
       &nothing_more,
       scope::nothing,
       "not-involved",
       consents},
      {{"Det faglige forum og sekretariatet", "The professional forum and its secretariat"},
       in_stay,
       role(CallerRole::forum),
       &nothing_more,
       scope::nothing,
       "not-involved",
       least},
      {{"Administratoren", "The administrator"},
       in_stay,
       role(CallerRole::administrator),
       &nothing_more,
       scope::nothing,
       "not-involved",
       least},
      {{"Driften", "Operations"},
       in_stay,
       role(CallerRole::operations),
       &nothing_more,
       scope::status,
       "operations",
       least},
      {{"En beskeddør", "A message door"},
       in_stay,
       Caller{.party = ward_a, .role = CallerRole::door},
       &nothing_more,
       scope::nothing,
       "not-involved",
       least},
  };
}

Permission asked(const Case& one) {
  Scene scene;
  (*one.happens)(scene);
  return may(one.caller, Action::read, scene.record, scene.rules, scene.now);
}

// What is about no single citizen: who sees the figures of an area, a message between two parties, and what
// a message said that was refused. Ward A had written to the municipality.
struct Overview {
  Words who;
  Caller caller;
  bool figures, messages, refused, list;
};

std::vector<Overview> overviews() {
  const auto of = [](Party party, CallerRole role = CallerRole::person, bool lay = false) {
    return Caller{.party = party, .role = role, .lay = lay};
  };
  return {
      {{"Afsenderen, en sundhedsperson", "The sender, a health person"}, of(ward_b), true, true, true, true},
      {{"Afsenderen, uden sundhedsopgaver", "The sender, somebody who does not treat"},
       of(ward_a, CallerRole::person, true),
       true,
       true,
       false,
       true},
      {{"Modtageren, en sundhedsperson", "The receiver, a health person"},
       of(nurses),
       true,
       true,
       true,
       false},
      {{"En klinik uden del i beskeden", "A clinic without a part in the message"},
       of(gp),
       true,
       false,
       false,
       false},
      {{"Det faglige forum og sekretariatet", "The professional forum and its secretariat"},
       of({}, CallerRole::forum),
       true,
       false,
       false,
       false},
      {{"Administratoren", "The administrator"},
       of(operations, CallerRole::administrator),
       true,
       true,
       false,
       false},
      {{"Driften", "Operations"}, of(operations, CallerRole::operations), true, true, false, true},
      {{"Borgeren", "The citizen"}, of({}, CallerRole::citizen), false, false, false, false},
      {{"En pårørende", "A relative"}, of({}, CallerRole::relative), false, false, false, false},
      {{"En beskeddør", "A message door"}, of(ward_a, CallerRole::door), false, false, false, false},
  };
}

std::string_view yes(bool may) {
  return may ? "ja · yes" : "nej · no";
}

std::string printed() {
  std::ostringstream out;
  out << "# Hvem må se hvad · Who may see what\n\n"
         "Printed from the table of cases in `src/core/access_test.cc`, each of which is tested; the rule is "
         "the one function `may` in "
         "`src/core/access.h`.\n\n"
         "| åbner · opens | |\n|---|---|\n"
         "| nothing | intet; borgeren kan ikke findes · nothing; the citizen is not found |\n"
         "| status | opgaver i alle spor: hvad, hvis, siden hvornår, til hvornår, hvem man ringer til; intet "
         "navn · duties of every lane: "
         "what, whose, since when, until when, whom to call; no name |\n"
         "| named | det samme, og hvem borgeren er · the same, and who the citizen is |\n"
         "| lane | det samme, hvad egen organisation har skrevet eller fået, og borgerens egne mål · the "
         "same, "
         "what the own organisation wrote or was sent, and the citizen's own goals |\n"
         "| own | hvem borgeren er, og hvad egen organisation har skrevet eller fået; intet om andre · who "
         "the citizen is, and what the own "
         "organisation wrote or was sent; nothing of others |\n"
         "| full | alt, hvad der står, og beskederne, som de kom · all that stands here, and the messages as "
         "they came |\n\n"
         "Every look is written down before it is shown, whoever looks, and the citizen can read who did.\n\n"
         "| hvem | hvornår | who | when | opens | why | source |\n|---|---|---|---|---|---|---|\n";
  for (const Case& one : cases())
    out << "| " << one.who.da << " | " << one.when.da << " | " << one.who.en << " | " << one.when.en << " | "
        << word(one.scope) << " | " << one.why << " | " << one.law << " |\n";
  out << "\n## Lister, tal og beskeder · Lists, figures and messages\n\n"
         "Tal om færre end fem vises som »under 5« for den, der ikke må åbne partens liste; det, der ellers "
         "ville "
         "røbe dem, som »mindst«; og enkelte klinikker vises ikke. · Figures about fewer than five are shown "
         "as "
         "\"under 5\" to who may not open the party's list, what would give them away as \"at least\", and "
         "single "
         "practices are not shown. An applied message is read on the citizen's page, by who may read it "
         "there.\n\n"
         "| hvem | who | afdelingens liste · the ward's list | områdets tal · figures of the area | at en "
         "besked gik "
         "fra afdelingen til kommunen · that a message went from the ward to the municipality | hvad den "
         "sagde, når "
         "den blev afvist · what it said, when it was refused |\n|---|---|---|---|---|---|\n";
  for (const Overview& one : overviews())
    out << "| " << one.who.da << " | " << one.who.en << " | " << yes(one.list) << " | " << yes(one.figures)
        << " | " << yes(one.messages) << " | " << yes(one.refused) << " |\n";
  return out.str();
}

TEST(Access, EveryCaseOfTheTableIsSo) {
  for (const Case& one : cases()) {
    const Permission permission = asked(one);
    EXPECT_EQ(word(permission.scope), word(one.scope)) << one.who.en << ": " << one.when.en;
    EXPECT_EQ(permission.why, one.why) << one.who.en << ": " << one.when.en;
  }
}

TEST(Access, EveryCaseOfTheOverviewsIsSo) {
  const Setting rules = setting();
  for (const Overview& one : overviews()) {
    EXPECT_EQ(may_open_list(one.caller, rules, ward_a), one.list) << one.who.en;
    EXPECT_EQ(may_see_figures(one.caller), one.figures) << one.who.en;
    EXPECT_EQ(may_see_messages(one.caller, rules, ward_a, municipality), one.messages) << one.who.en;
    EXPECT_EQ(may_read_refused(one.caller, rules, ward_a, municipality), one.refused) << one.who.en;
  }
}

TEST(Access, TheTableIsPrinted) {
  const std::string path = std::string(KLYNGE_SOURCE_DIR) + "/docs/access.md";
  if (std::getenv("KLYNGE_ACCESS") != nullptr) std::ofstream(path) << printed();
  std::stringstream kept;
  kept << std::ifstream(path).rdbuf();
  EXPECT_EQ(kept.str(), printed()) << "print it anew: KLYNGE_ACCESS=write";
}

TEST(Access, NobodyButOperationsErases) {
  Scene scene;
  for (const Case& one : cases()) {
    const bool opened = !may(one.caller, Action::erase, scene.record, scene.rules, scene.now).scope.none();
    EXPECT_EQ(opened, one.caller.role == CallerRole::operations) << one.who.en;
  }
}

TEST(Access, AClinicThatMayTakeADutyMayTryWithoutSeeingAName) {
  Scene scene;
  const Permission permission = may({gp}, Action::act, scene.record, scene.rules, scene.now);
  EXPECT_EQ(permission.scope, scope::status);
  EXPECT_EQ(permission.why, "may-take");
}

TEST(Access, ABrokenGlassIsTheLeadersToLookIntoTheSameDay) {
  Scene scene;
  EXPECT_EQ(scene.ask(BreakGlass{0}, ward_a).refusal, Refusal::reason_required);
  Caller lay{.party = ward_a};
  lay.lay = true;
  EXPECT_EQ(scene.ask(BreakGlass{1}, lay).refusal, Refusal::not_allowed);
  ASSERT_TRUE(scene.ask(BreakGlass{1}, ward_a).ok());
  const Duty* duty = scene.open("look-into-access", 0);
  ASSERT_NE(duty, nullptr);
  EXPECT_EQ(duty->holder, ward_leader);
  EXPECT_EQ(denmark_date(duty->due - minutes(1)), denmark_date(scene.now));
}

TEST(Access, WhoOpensTheLaneSeesNothingThatOthersWrote) {
  Scene scene;
  EXPECT_TRUE(may_read(scope::lane, ward_a, scene.rules, {ward_a}));
  EXPECT_TRUE(may_read(scope::lane, ward_b, scene.rules, {ward_a, municipality})) << "of the same house";
  EXPECT_TRUE(may_read(scope::own, nurses, scene.rules, {ward_a, municipality})) << "what was sent to it";
  EXPECT_FALSE(may_read(scope::lane, gp, scene.rules, {ward_a, municipality}));
  EXPECT_FALSE(may_read(scope::named, ward_a, scene.rules, {ward_a}));
  EXPECT_FALSE(may_read(scope::lane, Party{}, scene.rules, {Party{}})) << "nobody is not somebody";
  EXPECT_TRUE(may_read(scope::full, {}, scene.rules, {ward_a}));
}

TEST(Access, AMessageAsItCameIsForWhoSeesAllOfTheRecord) {
  for (const Scope& scope : {scope::nothing, scope::status, scope::named, scope::own, scope::lane})
    EXPECT_FALSE(may_read_raw(scope)) << word(scope);
  EXPECT_TRUE(may_read_raw(scope::full));
}

TEST(Access, AfterwardsNothingOfOthersIsLeft) {
  Scene scene;
  scene.ask(OpenDuty{"other", 1, {}, {}, {}, 1}, municipality);
  scene.come_home_and_close();
  const Record ours = seen_with(scope::own, gp, scene.rules, scene.record);
  EXPECT_TRUE(ours.all_duties().empty());
  EXPECT_TRUE(ours.all_courses().empty());
  const Record wards = seen_with(scope::own, ward_a, scene.rules, scene.record);
  for (const Duty* duty : wards.all_duties())
    EXPECT_TRUE(scene.rules.directory.same_organisation(duty->holder, ward_a)) << duty->task;
}

TEST(Access, WhatIsBarredIsBarredForTheWholeHouseWhenTheHouseIs) {
  Scene scene;
  scene.rules.directory.add([&] {
    PartyInfo house = *scene.rules.directory.find(ward_a);
    house.party = {10};
    house.organisation = 0;
    return house;
  }());
  const Caller self{.party = {}, .role = CallerRole::citizen, .self = citizen};
  ASSERT_TRUE(scene.ask(BarUnit{{10}, false, 0}, self).ok());
  EXPECT_EQ(scene.ask(BarUnit{{10}, false, 0}, self).refusal, Refusal::other_state);
  EXPECT_EQ(may({ward_a}, Action::read, scene.record, scene.rules, scene.now).why, "barred");
  ASSERT_TRUE(scene.ask(BarUnit{{10}, true, 0}, self).ok());
  EXPECT_EQ(may({ward_a}, Action::read, scene.record, scene.rules, scene.now).why, "holder");
  EXPECT_EQ(scene
                .ask(BarUnit{ward_b, false, 0},
                     Caller{.party = {}, .role = CallerRole::citizen, .self = citizen + 1})
                .refusal,
            Refusal::not_allowed);
}

}  // namespace
}  // namespace klynge
