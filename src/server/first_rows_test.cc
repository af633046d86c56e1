#include "server/first_rows.h"

#include <gtest/gtest.h>

namespace klynge::server {
namespace {

const Instant now = parse_time("2026-11-17T23:30:00+01:00")->at;
const Party ours{953741000016009}, other{99900021000016003};

PageFrame frame(Tongue tongue) {
  PageFrame out;
  out.tongue = tongue;
  out.now = now;
  return out;
}

Setting setting() {
  Setting out;
  for (const auto& [party, name] :
       {std::pair{ours, "Hjemmesygeplejen <øst>"}, std::pair{other, "Afdeling M"}}) {
    PartyInfo info;
    info.party = party;
    info.name = name;
    info.phone = "00 00 20 11";
    out.directory.add(info);
  }
  return out;
}

NeedsSeen::Row row(Need need, CitizenNumber citizen, uint16_t duty) {
  NeedsSeen::Row out;
  out.order.need = need;
  WorkRow& work = out.listed.row;
  work.list = ours.sor;
  work.citizen = citizen;
  work.duty = duty;
  work.task = "first-visit";
  work.holder = ours;
  work.held_since = now - hours(20);
  out.listed.course.stay = StayState::admitted;
  out.listed.course.ward = other;
  return out;
}

NeedsSeen seen(std::vector<NeedsSeen::Row> rows) {
  NeedsSeen out;
  for (const auto& one : rows) ++out.sums[one.order.need];
  out.rows = std::move(rows);
  return out;
}

std::string html_of(const NeedsSeen& list, NeedsAsked asked = {.list = ours},
                    Tongue tongue = Tongue::danish) {
  return first_rows(asked, list, setting(), frame(tongue)).html;
}

bool says(const std::string& html, std::string_view what) {
  return html.find(what) != std::string::npos;
}

TEST(FirstRows, WhatPeopleWroteAndWhatTheyAreCalledIsText) {
  auto one = row(Need::overdue, 7, 3);
  one.listed.identity = {.cpr = "2509479989", .family = "<b>Berggren", .given = "Nancy"};
  one.listed.said = "<script>x</script>";
  one.listed.note = Note{.at = now - hours(1), .by = other, .text = "\"><img src=x>"};
  const std::string html = html_of(seen({one}));
  for (const auto* what :
       {"Nancy &lt;b&gt;Berggren", "&lt;script&gt;x", "&quot;&gt;&lt;img src=x&gt;",
        "Hjemmesygeplejen &lt;øst&gt;", "250947-9989", "href=\"/citizen/7\"", "data-key=\"7-3\""})
    EXPECT_TRUE(says(html, what)) << what << "\n" << html;
  for (const auto* what : {"<b>", "<script", "<img"}) EXPECT_FALSE(says(html, what)) << what;
}

TEST(FirstRows, WhoIsNotToBeNamedHasANumber) {
  EXPECT_TRUE(says(html_of(seen({row(Need::rest, 48, 1)})), ">Borger 48</a>"));
  EXPECT_TRUE(
      says(html_of(seen({row(Need::rest, 48, 1)}), {.list = ours}, Tongue::english), ">Citizen 48</a>"));
}

TEST(FirstRows, TheTimesAreThoseThatPress) {
  auto late = row(Need::overdue, 1, 1), asked = row(Need::asked, 2, 1);
  late.listed.row.due = now - hours(21);
  late.listed.row.silent_since = now - minutes(5);
  asked.listed.row.part = WorkPart::is_asked;
  asked.listed.row.holder = other;
  asked.listed.row.asked = ours;
  asked.listed.row.answer_by = now + minutes(200);
  asked.listed.row.due = parse_time("2026-11-18T00:00:00+01:00")->at;
  const std::string html = html_of(seen({asked, late}));
  for (const auto* what :
       {"I er rykket, intet svar i 5 min.", "Overskredet 21 t", "Svar inden 3 t 20 min.",
        "i morgen kl. 02.50", "i dag kl. 23.59", "Spurgt af", "Afdeling M", "href=\"tel:00002011\""})
    EXPECT_TRUE(says(html, what)) << what << "\n" << html;
}

TEST(FirstRows, StrandsThatOnlySayWhoHasWhatAreOneLine) {
  auto contact = row(Need::rest, 5, 1), care = row(Need::rest, 5, 3), due = row(Need::rest, 5, 2);
  contact.listed.row.strand = Strand::contact;
  care.listed.row.strand = Strand::care;
  due.listed.row.strand = Strand::treatment;
  due.listed.row.due = now + hours(80);
  const std::string html = html_of(seen({contact, due, care}));
  EXPECT_TRUE(says(html, "Indgang, Pleje og sygepleje")) << html;
  EXPECT_TRUE(says(html, "data-key=\"5-2\""));
  EXPECT_FALSE(says(html, "data-key=\"5-3\""));
}

TEST(FirstRows, AnEmptyListAndAnEmptyGroupSaySo) {
  EXPECT_TRUE(says(html_of({}), "Intet venter på jer"));
  const std::string html = html_of({}, {.list = ours, .only = Need::today});
  EXPECT_TRUE(says(html, "Ingen lige nu"));
  EXPECT_TRUE(says(html, "aria-current=\"true\" href=\"?group=today\"")) << html;
}

TEST(FirstRows, MomentsAreSaidAsTheScreensSayThem) {
  const auto at = [](const char* text) { return parse_time(text)->at; };
  EXPECT_EQ(say_when(Tongue::danish, at("2026-11-17T23:30:00Z"), now), "i morgen kl. 00.30");
  EXPECT_EQ(say_when(Tongue::english, at("2026-11-17T13:00:00Z"), now), "today 14:00");
  EXPECT_EQ(say_when(Tongue::danish, at("2026-11-16T08:05:00Z"), now), "i går kl. 09.05");
  EXPECT_EQ(say_when(Tongue::danish, at("2026-11-20T08:05:00Z"), now), "fre. 20. nov. kl. 09.05");
  EXPECT_EQ(say_when(Tongue::english, at("2026-09-07T08:05:00Z"), now), "Mon 7 Sep 10:05");
  EXPECT_EQ(say_when(Tongue::danish, at("2025-01-20T08:05:00Z"), now), "20. jan. 2025 kl. 09.05");
}

TEST(FirstRows, ThePageIsInTheReadersLanguageAndColours) {
  Request request;
  request.cookie = "klynge-look=en.dark";
  EXPECT_EQ(tongue_of(request), Tongue::english);
  const Response page =
      web_page(request, {},
               first_rows({.list = ours}, seen({row(Need::rest, 1, 1)}), setting(), frame(Tongue::english)));
  EXPECT_TRUE(says(page.body, "<html lang=\"en\" data-theme=\"dark\"")) << page.body;
  EXPECT_TRUE(says(page.body, "<title>My list – Hjemmesygeplejen &lt;øst&gt; – Klynge</title>"));
  EXPECT_TRUE(says(page.body, "data-key=\"1-1\""));
  EXPECT_FALSE(says(page.body, "<!--"));
  request.query = "lang=da";
  EXPECT_EQ(tongue_of(request), Tongue::danish);
  request.cookie = "klynge-look=\"><b>.dark\"";
  EXPECT_EQ(tongue_of(request), Tongue::danish);
}

}  // namespace
}  // namespace klynge::server
