#include "server/session.h"

#include <gtest/gtest.h>

#include "server/people.h"
#include "server/sign_in.h"

namespace klynge::server {
namespace {

constexpr Instant morning{1'800'000'000'000'000};

seal::Random counted() {
  return [count = 0](size_t size) mutable { return Bytes(size, static_cast<char>(++count)); };
}

SignedIn nurse(const std::string& id = "staff:1") {
  return {{id, "Mette Skitsholm"}, {{{5}, CallerRole::person}}, "staff"};
}

TEST(Sessions, EndWhenIdleAndAfterADaysWork) {
  Sessions sessions({.idle = minutes(30), .absolute = hours(2)}, counted());
  const std::string id = sessions.begin(nurse(), morning);
  EXPECT_TRUE(sessions.find(id, morning + minutes(29), true));
  EXPECT_TRUE(sessions.find(id, morning + minutes(58), false)) << "asked at 29";
  EXPECT_EQ(sessions.find(id, morning + minutes(58), true)->idle_until, morning + minutes(88));
  EXPECT_TRUE(sessions.find(id, morning + minutes(87), true));
  EXPECT_EQ(sessions.find(id, morning + minutes(100), true)->idle_until, morning + hours(2));
  EXPECT_TRUE(sessions.find(id, morning + minutes(119), true));
  EXPECT_FALSE(sessions.find(id, morning + minutes(120), true)) << "whatever happens";
  EXPECT_FALSE(sessions.find(id, morning, true)) << "over is over";

  const std::string idle = sessions.begin(nurse(), morning);
  EXPECT_TRUE(sessions.find(idle, morning + minutes(20), false));
  EXPECT_FALSE(sessions.find(idle, morning + minutes(30), true))
      << "looking how long is left made it no longer";
}

TEST(Sessions, HaveAnIdThatIsNewEachTimeAndATokenOfTheirOwn) {
  Sessions sessions({}, seal::random_of_machine());
  const std::string first = sessions.begin(nurse(), morning), second = sessions.begin(nurse(), morning);
  EXPECT_EQ(first.size(), 43u) << "256 bits";
  EXPECT_NE(first, second);
  const auto one = sessions.find(first, morning, true), other = sessions.find(second, morning, true);
  EXPECT_NE(one->csrf, other->csrf);
  EXPECT_NE(one->csrf, first);
  for (const std::string& wrong : {std::string(), std::string("x"), first + "x", first.substr(1), one->csrf})
    EXPECT_FALSE(sessions.find(wrong, morning, true)) << wrong;
}

TEST(Sessions, AreBoundedAndTheIdlestGoesFirst) {
  Sessions sessions({.all_max = 3, .of_person_max = 2}, seal::random_of_machine());
  const std::string first = sessions.begin(nurse("a"), morning);
  const std::string second = sessions.begin(nurse("a"), morning + minutes(1));
  EXPECT_TRUE(sessions.find(first, morning + minutes(2), true));
  const std::string third = sessions.begin(nurse("a"), morning + minutes(3));
  EXPECT_FALSE(sessions.find(second, morning + minutes(3), false)) << "two of a person";
  EXPECT_TRUE(sessions.find(first, morning + minutes(3), false));
  const std::string fourth = sessions.begin(nurse("b"), morning + minutes(4));
  const std::string fifth = sessions.begin(nurse("c"), morning + minutes(5));
  EXPECT_FALSE(sessions.find(first, morning + minutes(5), false)) << "three in all";
  for (const std::string& id : {third, fourth, fifth})
    EXPECT_TRUE(sessions.find(id, morning + minutes(5), false));
}

TEST(Sessions, AreRevokedOneByOneAndAllOfAPerson) {
  Sessions sessions({}, seal::random_of_machine());
  const std::string a = sessions.begin(nurse("a"), morning), b = sessions.begin(nurse("a"), morning),
                    c = sessions.begin(nurse("b"), morning);
  sessions.end(a);
  EXPECT_FALSE(sessions.find(a, morning, true));
  EXPECT_TRUE(sessions.find(b, morning, true));
  EXPECT_EQ(sessions.end_all_of("a"), 1u);
  EXPECT_FALSE(sessions.find(b, morning, true));
  EXPECT_EQ(sessions.all(morning).size(), 1u);
  EXPECT_TRUE(sessions.find(c, morning, true));
}

TEST(Sessions, OfSeveralOrganisationsOneIsChosen) {
  Sessions sessions({}, seal::random_of_machine());
  SignedIn both = nurse();
  both.choices.push_back({{6}, CallerRole::person});
  const std::string id = sessions.begin(both, morning);
  EXPECT_FALSE(sessions.find(id, morning, true)->chosen);
  EXPECT_FALSE(sessions.choose(id, 2, morning));
  EXPECT_TRUE(sessions.choose(id, 1, morning));
  EXPECT_EQ(sessions.find(id, morning, true)->chosen, 1u);
  EXPECT_EQ(sessions.find(sessions.begin(nurse(), morning), morning, true)->chosen, 0u);
}

TEST(Rate, FillsAgainWithTimeAndIsKeptPerName) {
  Rate rate({.per_second = 2, .at_once = 3}, 2);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(rate.wait("a", morning), 0);
  EXPECT_EQ(rate.wait("a", morning), 1);
  EXPECT_EQ(rate.wait("b", morning), 0) << "nobody is locked out by another";
  EXPECT_EQ(rate.wait("a", morning + seconds(1)), 0);
  EXPECT_EQ(rate.wait("a", morning + seconds(1)), 0);
  EXPECT_EQ(rate.wait("a", morning + seconds(1)), 1);
  EXPECT_EQ(rate.wait("a", morning), 1) << "a clock that is set back gives nothing";
  EXPECT_EQ(rate.wait("c", morning + seconds(1)), 0) << "as many names as there is room for, and one more";
}

TEST(Rate, NamesWhoAttacksByWhatTheyHaveOneOf) {
  EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("2001:db8:1:2:3::4"), network_of("2001:db8:1:2::9"));
  EXPECT_NE(network_of("2001:db8:1:2::9"), network_of("2001:db8:1:3::9"));
  EXPECT_EQ(network_of("::ffff:192.0.2.7"), "192.0.2.7");
}

TEST(SignIn, LeadsToOwnPathsOnly) {
  for (const char* own : {"/", "/citizen/1?lang=en", "/a//b"}) EXPECT_TRUE(is_own_path(own)) << own;
  for (const char* other : {"", "x", "//x", "/\\x", "https://x", "/ x", "/\tx", "/x\r\ny", "/æ"})
    EXPECT_FALSE(is_own_path(other)) << other;
}

TEST(SignIn, FindsItsCookie) {
  EXPECT_EQ(cookie_of("a=1; klynge=x; b=2", "klynge"), "x");
  EXPECT_EQ(cookie_of("klynge=", "klynge"), "");
  for (const char* none : {"", "klynge", "xklynge=1", "klyngex=1", "klynge=1; klynge=2"})
    EXPECT_FALSE(cookie_of(none, "klynge")) << none;
}

TEST(People, AMistakeIsRefusedWithItsLine) {
  Setting setting;
  setting.operations = {9};
  PartyInfo ward;
  ward.party = {5};
  setting.directory.add(ward);
  const std::string good =
      "people:\n  - {id: a, name: A, title: {da: S, en: N}, role: person, party: 5, health_person: true}\n";
  const auto people =
      read_people(good + "  - {id: b, name: B, title: {da: D, en: O}, role: operations}\n", "p", setting);
  ASSERT_TRUE(people.ok()) << people.problem().what;
  EXPECT_EQ(people->at(0).caller, (Caller{{5}, CallerRole::person}));
  EXPECT_EQ(people->at(1).caller, (Caller{{9}, CallerRole::operations}));
  for (const char* line :
       {"{id: a, name: A, title: {da: S, en: N}, role: person, party: 5}",
        "{id: b, name: A, title: {da: S, en: N}, role: person, party: 6}",
        "{id: b, name: A, title: {da: S, en: N}, role: person}",
        "{id: b, name: A, title: {da: S, en: N}, role: door}",
        "{id: b, name: A, title: {da: S, en: N}, role: forum, party: 5}", "{id: b, name: A, role: forum}",
        "{id: b, name: A, title: {da: S, en: N}, role: forum, age: 3}"}) {
    const auto wrong = read_people(good + "  - " + line + "\n", "p", setting);
    ASSERT_FALSE(wrong.ok()) << line;
    EXPECT_TRUE(wrong.problem().where.starts_with("p:3")) << wrong.problem().where;
  }
}

}  // namespace
}  // namespace klynge::server
