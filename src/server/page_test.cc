#include "server/page.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "server/door.h"

namespace klynge::server {
namespace {

const Instant now = parse_time("2026-11-21T20:00:00+01:00")->at;

PageFrame frame(Tongue tongue = Tongue::danish, bool demonstration = false) {
  PageFrame out;
  out.tongue = tongue;
  out.demonstration = demonstration;
  out.now = now;
  return out;
}

Response page_of(const PageFrame& around = frame()) {
  return framed_page(around, "Titel & <b>", "<p>Whole</p>");
}

size_t place(const std::string& text, std::string_view what) {
  const size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at;
}

TEST(Page, WhatComesFromOutsideIsEscaped) {
  const Response page = page_of();
  for (const char* words : {"lang=\"da\"", "<h1>Titel &amp; &lt;b&gt;</h1>", "<p>Whole</p>"})
    place(page.body, words);
  EXPECT_EQ(page.body.find("<b>"), std::string::npos);
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
}

TEST(Page, ALivingDemonstrationHasItsTimeAndButtonsOnEveryPageAndOthersHaveNone) {
  PageFrame around = frame(Tongue::danish, true);
  around.clockwork = Clockwork{now, 60, true};
  around.path = "/party/5";
  around.query = "as=5&x=\"><b>";
  const Response page = page_of(around);
  for (const char* words : {"lørdag ", "Tiden står stille", "Fortsæt", "method=\"post\"",
                            "formaction=\"/demonstration/hour?back=/party/5%3Fas%3D5%26x%3D%22%3E%3Cb%3E\""})
    place(page.body, words);
  EXPECT_EQ(page.body.find("<b>"), std::string::npos);
  const Response other = page_of();
  EXPECT_EQ(other.body.find("<form"), std::string::npos);
  const auto may_post = [](const Response& response) {
    return std::ranges::any_of(response.headers, [](const auto& header) {
      return header.second.find("form-action 'self'") != std::string::npos;
    });
  };
  EXPECT_TRUE(may_post(page));
  EXPECT_FALSE(may_post(other));
}

TEST(Picture, WhatWasMeasuredIsSaidAsItWasStatedAndMarkedWhenItIsNotTheLastWord) {
  const auto key = [](uint8_t n) {
    Key made;
    made.octets[0] = n;
    return made;
  };
  const std::string lines =
      "MCS88125\tTOBS score;Pt\t5\t1\t2026-11-16T12:50:00Z\tRinget til lægen\n"
      "NPU08676\tLegeme temp.;Pt\t38.4\tCel\t\t\n"
      "by\tKaren Akut\tsygeplejerske\t99990007\nconclusion\tTungere vejrtrækning\n";
  CitizenSeen seen;
  seen.at = now;
  seen.permission.scope = scope::full;
  const auto report = [&](uint8_t message, NoteForm form, uint8_t of) {
    Measured measured{key(message), form, of == 0 ? Key{} : key(of), {5}, {6}, now, 1};
    seen.timeline.push_back({1, message, now, message::EntryKind::message, {measured}, {}, {lines}});
  };
  const auto texts = [&](size_t n) {
    const CitizenPicture picture = picture_of(seen, Setting{});
    std::string all;
    for (const Words& text : picture.timeline[n].texts) all += text.en + "\n";
    return all;
  };
  report(1, NoteForm::first, 0);
  EXPECT_EQ(texts(0),
            "TOBS score;Pt: 5, 16 Nov 2026 13:50 (Ringet til lægen)\nLegeme temp.;Pt: 38.4 Cel\n"
            "Measured by Karen Akut, sygeplejerske, 99990007\nTungere vejrtrækning\n");
  report(2, NoteForm::correction, 1);
  EXPECT_TRUE(texts(0).starts_with("Corrected since\n"));
  EXPECT_TRUE(texts(1).starts_with("TOBS"));
  report(3, NoteForm::annulment, 2);
  for (size_t n = 0; n < 3; ++n) EXPECT_EQ(texts(n), "The values are not shown: they were withdrawn\n") << n;
}

TEST(Page, BannerOnlyWhereItIsNotApproved) {
  const auto banner = [](Tongue tongue, bool demonstration, bool approved) {
    PageFrame around = frame(tongue, demonstration);
    around.approved = approved;
    const std::string page = page_of(around).body;
    const size_t at = page.find("class=\"banner\"");
    if (at == std::string::npos) return std::string();
    const size_t from = page.find("<p>", at) + 3;
    return page.substr(from, page.find("</p>", from) - from);
  };
  EXPECT_EQ(banner(Tongue::danish, true, false), "Demonstration – ikke klinisk godkendt");
  EXPECT_EQ(banner(Tongue::english, true, false), "Demonstration – not clinically approved");
  EXPECT_EQ(banner(Tongue::danish, false, false), "Ikke klinisk godkendt");
  EXPECT_EQ(banner(Tongue::danish, true, true), "Demonstration");
  EXPECT_EQ(banner(Tongue::danish, false, true), "");
}

TEST(Picture, AProtectedAddressAGapAndTheFourReceiptsStandThere) {
  CitizenPicture citizen;
  citizen.citizen = 7;
  citizen.permission = {scope::full, "holder"};
  citizen.standing.protected_address = true;
  citizen.standing.relatives_see_places = false;
  citizen.standing.age = Age::from_15_to_17;
  citizen.circumstances.push_back({{1, CircumstanceKind::mandate, now, now + days(9), {}, {5}, 0},
                                   {},
                                   {{5}, "Plejecenter", ""},
                                   "Ida <b>"});
  CoursePicture course;
  course.number = 1;
  course.gaps = 2;
  course.discharge_expected = parse_time("2026-11-23T10:00:00+01:00")->at;
  course.ready_since = parse_time("2026-11-19T10:00:00+01:00")->at;
  course.ready = {{course.ready_since, {}}};
  course.duties.emplace_back();
  course.duties.front().visible = false;
  course.duties.front().receipts = Receipts{.duty = 1,
                                            .to = {5},
                                            .delivered = {Receipt::Known::yes, now},
                                            .received = {Receipt::Known::yes, now},
                                            .reviewed = {Receipt::Known::not_yet, {}},
                                            .owned = {}};
  citizen.courses.push_back(course);
  std::string api;
  json::Writer out(api);
  write_json(citizen, now, out);
  for (const char* words :
       {R"("relatives":{"places":false})", R"("protected_address":true)", R"("gaps":2)",
        R"("reviewed":{"known":"not-yet"})", R"("owned":{"known":"not-visible-here"})", R"("visible":false)"})
    place(api, words);
}

TEST(Picture, AMoveThatIsAnnouncedIsSeenBeforeItsDayByWhoSeesWhatComesNext) {
  CitizenSeen seen;
  seen.at = now;
  seen.record.citizen = 7;
  seen.record.municipality = {5};
  seen.record.moving = ComingMove{{6}, now + days(3)};
  const auto api = [&](const Scope& scope, bool places = true) {
    seen.permission = {scope, "holder"};
    CitizenPicture picture = picture_of(seen, Setting{});
    if (!places) withhold_places(picture);
    std::string text;
    json::Writer out(text);
    write_json(picture, now, out);
    return text;
  };
  place(api(scope::lane), R"("moving":{"to":{"sor":"6")");
  for (const Scope& scope : {scope::status, scope::own})
    EXPECT_EQ(api(scope).find("moving"), std::string::npos) << word(scope);
  EXPECT_EQ(api(scope::full, false).find("moving"), std::string::npos) << "a protected address";
}

TEST(Picture, AMoveThatIsCalledOffIsNotToldAsAMove) {
  CitizenSeen seen;
  seen.at = now;
  seen.permission.scope = scope::full;
  seen.timeline.push_back(
      {1, {}, now, message::EntryKind::message, {MoveAnnounced{{6}, now + days(3)}}, {}, {}});
  seen.timeline.push_back({2, {}, now, message::EntryKind::message, {MoveAnnounced{{5}, now}}, {}, {}});
  const CitizenPicture picture = picture_of(seen, Setting{});
  ASSERT_EQ(picture.timeline.size(), 2U);
  EXPECT_TRUE(picture.timeline[0].happened[0].second.en.starts_with("The citizen moves to"));
  EXPECT_TRUE(picture.timeline[1].happened[0].second.en.starts_with("The move is called off"));
}

TEST(Page, PolicyLetsNothingElseIn) {
  const Response page = page_of();
  const auto policy =
      std::ranges::find(page.headers, "Content-Security-Policy", &std::pair<std::string, std::string>::first);
  ASSERT_NE(policy, page.headers.end());
  EXPECT_TRUE(policy->second.starts_with("default-src 'none'"));
}

TEST(Page, LengthsAreShort) {
  EXPECT_EQ(say_length(Tongue::danish, minutes(59)), "59 min.");
  EXPECT_EQ(say_length(Tongue::danish, minutes(61)), "1 t 1 min.");
  EXPECT_EQ(say_length(Tongue::english, minutes(450)), "7 h");
  EXPECT_EQ(say_length(Tongue::danish, hours(50)), "2 d 2 t");
  EXPECT_EQ(say_length(Tongue::danish, hours(723)), "30 d");
  EXPECT_EQ(say_length(Tongue::danish, Duration{-5}), "1 min.");
}

TEST(Door, PathsAndQueriesAreDecoded) {
  EXPECT_EQ(percent_decoded("/fhir/%24process-message"), "/fhir/$process-message");
  EXPECT_EQ(percent_decoded("/a%2"), std::nullopt);
  EXPECT_EQ(percent_decoded("/a%"), std::nullopt);
  EXPECT_EQ(percent_decoded("/a%zz"), std::nullopt);
  EXPECT_EQ(query_value("lang=en&as=5", "as"), "5");
  EXPECT_EQ(query_value("lang=en&as", "as"), "");
  EXPECT_EQ(query_value("", "as"), "");
}

TEST(Door, CursorsComeBack) {
  const store::RowKey key{1, 2, 3, -4, 5, 6};
  EXPECT_EQ(read_cursor(write_cursor(key)), key);
  EXPECT_EQ(read_cursor("00"), std::nullopt);
  EXPECT_EQ(read_cursor("zz"), std::nullopt);
}

template <size_t i = 0>
void every_fact_has_a_name() {
  if constexpr (i < std::variant_size_v<AnyFact>) {
    const Fact fact{std::in_place_index<i>};
    EXPECT_FALSE(name_of(fact).empty());
    const Setting setting;
    const Naming naming{&setting, nullptr};
    EXPECT_EQ(sentence(Tongue::danish, fact, naming).empty(),
              sentence(Tongue::english, fact, naming).empty());
    every_fact_has_a_name<i + 1>();
  }
}

TEST(Words, EveryFactHasANameAndBothLanguagesOrNone) {
  every_fact_has_a_name();
}

}  // namespace
}  // namespace klynge::server
