#include "server/mapping.h"

#include <gtest/gtest.h>

#include "server/systems.h"

namespace klynge::server {
namespace {

Setting some_setting() {
  Setting setting;
  setting.operations = {9};
  for (const uint64_t sor : {5, 6, 7}) {
    PartyInfo party;
    party.party = {sor};
    setting.directory.add(party);
  }
  return setting;
}

constexpr View rules = R"(person: {id: sub, name: [profile, name]}
rules:
  - {when: {claim: [realm, roles], has: nurse}, role: person, party: 5, health_person: true}
  - {when: {claim: [realm, roles], has: [nurse, visitator]}, role: person, party: {claim: sor}, health_person: false}
  - {when: [{claim: admin, has: "true"}, {claim: acr, has: "3"}], role: administrator}
  - {when: {claim: [realm, roles], has: forum}, role: forum}
  - {when: {claim: [realm, roles], has: operations}, role: operations}
  - {role: citizen, cpr: cpr}
  - {when: {claim: power, has: health}, role: relative, cpr: [principal, cpr], until: power_until}
)";

const Instant now = parse_time("2026-11-22T12:00:00Z")->at;

struct Who {
  std::string where;  // of a refusal; empty: let in
  Mapped mapped;
};
Who who(const std::string& claims) {
  const Setting setting = some_setting();
  const auto mapping = Mapping::read(rules, "m", "staff", setting);
  EXPECT_TRUE(mapping.ok()) << mapping.problem().where << mapping.problem().what;
  const auto document = json::Document::parse(claims);
  EXPECT_TRUE(document.ok()) << claims;
  const json::Node* const only[] = {&document->root()};
  auto mapped = mapping->who(only, setting, now);
  return mapped ? Who{"", std::move(*mapped)} : Who{mapped.problem().where, {}};
}
std::string named(const std::string& more) {
  return R"({"sub":"s","profile":{"name":"Mette"},)" + more + "}";
}

TEST(Mapping, GivesWhatEachRuleThatFitsGives) {
  const Who nurse = who(named(R"("realm":{"roles":["x","nurse"]},"sor":["6","5","8","x",7,"06"])"));
  EXPECT_EQ(nurse.mapped.person.id, "staff:s");
  EXPECT_EQ(nurse.mapped.person.name, "Mette");
  const std::vector<Caller> wanted = {
      {{5}, CallerRole::person, false}, {{6}, CallerRole::person, true}, {{7}, CallerRole::person, true}};
  EXPECT_EQ(nurse.mapped.choices, wanted)
      << "the first rule of a party says it; parties that are not here are none";
  EXPECT_EQ(who(named(R"("realm":{"roles":"visitator"},"sor":"6")")).mapped.choices,
            (std::vector<Caller>{{{6}, CallerRole::person, true}}));
  EXPECT_EQ(who(named(R"("admin":true,"acr":3)")).mapped.choices,
            (std::vector<Caller>{{{9}, CallerRole::administrator}}));
  EXPECT_EQ(who(named(R"("realm":{"roles":["forum"]})")).mapped.choices,
            (std::vector<Caller>{{{}, CallerRole::forum}}));
  EXPECT_EQ(who(named(R"("cpr":"250947-9989")")).mapped.cpr, "2509479989");
}

TEST(Mapping, AMandateIsOfWhomTheClaimNamesAndEndsWhenItIsSaidTo) {
  const auto mandates = [](const std::string& principal, const std::string& until = R"("2026-12-31")") {
    return who(
        named(R"("power":["health"],"power_until":)" + until + R"(,"principal":{"cpr":)" + principal + "}"));
  };
  const auto one = mandates(R"("250947-9989")").mapped.mandates;
  ASSERT_EQ(one.size(), 1u);
  EXPECT_EQ(one[0].cpr, "2509479989");
  EXPECT_EQ(format_denmark(one[0].until), "2027-01-01T00:00:00+01:00") << "the last day is one of its days";
  EXPECT_EQ(format_utc(mandates(R"("2509479989")", "1798761600").mapped.mandates.at(0).until),
            "2027-01-01T00:00:00Z");
  EXPECT_EQ(mandates(R"(["2509479989","0101010000","2509479989","x"])").mapped.mandates.size(), 2u);
  for (const char* until :
       {R"("2026-11-21")", "1700000000", R"("2026")", R"("soon")", "null", "2027", "-1", R"("")"})
    EXPECT_EQ(mandates(R"("2509479989")", until).where, "rules") << until;
  for (const char* more : {R"("power":"health","principal":{"cpr":"2509479989"})",
                           R"("power_until":"2026-12-31","principal":{"cpr":"2509479989"})",
                           R"("power":"tax","power_until":"2026-12-31","principal":{"cpr":"2509479989"})",
                           R"("power":"health","power_until":"2026-12-31")",
                           R"("power":"health","power_until":"2026-12-31","principal":{"cpr":"123"})"})
    EXPECT_EQ(who(named(more)).where, "rules") << more;
  const auto self = who(named(
      R"("cpr":"2509479989","power":"health","power_until":"2026-12-31","principal":{"cpr":"2509479989"})"));
  EXPECT_EQ(self.mapped.cpr, "2509479989");
  EXPECT_TRUE(self.mapped.mandates.empty()) << "nobody has a mandate of himself";
}

TEST(Mapping, WhomNoRuleFitsHasNoAccess) {
  for (const char* more : {R"("x":1)", R"("realm":{"roles":["nurses"]})", R"("realm":{"roles":[["nurse"]]})",
                           R"("realm":["nurse"])", R"("roles":["nurse"])", R"("admin":true)",
                           R"("admin":true,"acr":"2")", R"("realm":{"roles":"visitator"},"sor":"8")",
                           R"("cpr":"123")", R"("cpr":["2509479989","2509479989"])", R"("cpr":null)"})
    EXPECT_EQ(who(named(more)).where, "rules") << more;
}

TEST(Mapping, NobodyIsNamedByACprNumberOrByNothing) {
  const std::string forum = R"("realm":{"roles":["forum"]},"profile":{"name":"Mette"})";
  for (const char* id : {R"("2509479989")", R"("250947-9989")", R"("250947 9989")", "2509479989", R"("")",
                         "null", R"(["a","b"])", "{}"})
    EXPECT_EQ(who(std::string(R"({"sub":)") + id + "," + forum + "}").where, "id") << id;
  EXPECT_EQ(who("{" + forum + "}").where, "id");
  EXPECT_EQ(who(R"({"sub":")" + std::string(201, 'x') + "\"," + forum + "}").where, "id");
  EXPECT_EQ(who(R"({"sub":"s","realm":{"roles":["forum"]}})").where, "name");
  EXPECT_EQ(who(R"({"sub":"s","realm":{"roles":["forum"]},"profile":{"name":"250947-9989"}})").where, "name");
}

TEST(Mapping, AMistakeIsRefusedWithItsLine) {
  const Setting setting = some_setting();
  const std::string start = "person: {id: sub, name: name}\nrules:\n  - ";
  for (const char* rule :
       {"{role: forum}", "{when: {claim: a, has: b}, role: door}",
        "{when: {claim: a, has: b}, role: relative}", "{role: relative, cpr: c}",
        "{when: {claim: a, has: b}, role: forum, until: c}",
        "{when: {claim: a, has: b}, role: relative, cpr: c, party: 5}",
        "{when: {claim: a, has: b}, role: person, party: 5}",
        "{when: {claim: a, has: b}, role: person, health_person: true}",
        "{when: {claim: a, has: b}, role: person, party: 8, health_person: true}",
        "{when: {claim: a, has: b}, role: forum, party: 5}", "{when: {claim: a}, role: forum}",
        "{when: {has: a}, role: forum}", "{when: {claim: [], has: a}, role: forum}",
        "{when: {claim: a, has: []}, role: forum}", "{when: a, role: forum}", "{role: citizen}",
        "{when: {claim: a, has: b}, role: forum, cpr: c}", "{when: {claim: a, has: b}, role: forum, x: y}"}) {
    const auto mapping = Mapping::read(start + rule, "m", "staff", setting);
    ASSERT_FALSE(mapping.ok()) << rule;
    EXPECT_TRUE(mapping.problem().where.starts_with("m:3:")) << rule << " " << mapping.problem().where;
  }
  for (const char* file : {"", "rules: []", "person: {id: sub, name: name}\nrules: []",
                           "person: {id: sub}\nrules: [{role: citizen, cpr: c}]"})
    EXPECT_FALSE(Mapping::read(file, "m", "staff", setting).ok()) << file;
}

TEST(Systems, AMistakeIsRefusedWithItsLine) {
  const Setting setting = some_setting();
  const std::string keys =
      R"(keys: {keys: [{kty: EC, crv: P-256, kid: a, x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})";
  const auto read = [&](const std::string& one) {
    return read_systems("systems:\n  - {" + one + "}\n", "s", "/data", setting);
  };
  const std::string door =
      "id: a, name: A, role: door, party: 5, senders: [5], scopes: [system/message.write], ";
  const auto good = read(door + keys);
  ASSERT_TRUE(good.ok()) << good.problem().where << good.problem().what;
  EXPECT_EQ(good->front().keys.size(), 1u);
  EXPECT_EQ(good->front().person.id, "system:a");
  const std::string key = ", " + keys;
  for (const std::string& one :
       {"id: a, name: A, role: door, party: 5, scopes: [system/message.write]" + key,
        "id: a, name: A, role: person, party: 5, senders: [5], scopes: [system/ledger.read]" + key,
        "id: a, name: A, role: person, party: 8, scopes: [system/ledger.read]" + key,
        "id: a, name: A, role: citizen, party: 5, scopes: [system/ledger.read]" + key,
        "id: a, name: A, role: person, party: 5, scopes: []" + key,
        "id: a, name: A, role: person, party: 5, scopes: [system/operations]" + key,
        "id: a, name: A, role: person, party: 5, scopes: [system/message.write]" + key,
        "id: a, name: A, role: person, party: 5, scopes: [everything]" + key,
        std::string("id: a, name: A, role: person, party: 5, scopes: [system/ledger.read]"),
        std::string("id: a, name: A, role: person, party: 5, scopes: [system/ledger.read], keys: {keys: []}"),
        std::string("id: a, name: A, role: person, party: 5, scopes: [system/ledger.read], keys_url: "
                    "http://elsewhere.example/k"),
        "id: a, name: A, role: person, party: 5, scopes: [system/ledger.read], keys_url: https://k.example" +
            key}) {
    const auto wrong = read(one);
    ASSERT_FALSE(wrong.ok()) << one;
    EXPECT_TRUE(wrong.problem().where.starts_with("s:2")) << one << " " << wrong.problem().where;
  }
  EXPECT_FALSE(
      read_systems("systems:\n  - {" + door + keys + "}\n  - {" + door + keys + "}\n", "s", "/data", setting)
          .ok());
}

TEST(Systems, EveryRequestWantsAScope) {
  const auto wanted = [](const char* method, const char* path) {
    Request request;
    request.method = method;
    request.path = path;
    return scope_wanted(request);
  };
  EXPECT_EQ(wanted("POST", "/fhir/$process-message"), "system/message.write");
  EXPECT_EQ(wanted("POST", "/fhir/%24process-message"), "system/message.write");
  EXPECT_EQ(wanted("GET", "/api/citizens/1"), "system/ledger.read");
  EXPECT_EQ(wanted("POST", "/api/citizens/find"), "system/ledger.read");
  EXPECT_EQ(wanted("POST", "/api/courses/find"), "system/ledger.read");
  EXPECT_EQ(wanted("POST", "/api/duties/1/1/accept"), "system/ledger.write");
  EXPECT_EQ(wanted("POST", "/api/citizens/1/duties"), "system/ledger.write");
  for (const char* path : {"/metrics", "/%6Detrics", "/metrics/", "/api/import/roster", "/api/clock/confirm",
                           "/api/sessions/revoke"})
    EXPECT_EQ(wanted("POST", path), "system/operations") << path;
  EXPECT_EQ(wanted("GET", "/api/me"), "");
}

}  // namespace
}  // namespace klynge::server
