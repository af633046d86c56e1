#include "core/pathway/read.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace klynge {
namespace {

constexpr std::string_view good = R"(pathway: small-stay
version: 3
name: {da: Lille ophold, en: Small stay}
valid_from: 2026-01-01
valid_to: 2027-01-01
signatures:
  - {role: nurse, name: Test Sygeplejerske, date: 2026-01-01}
  - {role: doctor, name: Test Læge, date: 2026-01-02}
citations:
  - id: law
    text: {da: Loven, en: The law}
    source: Loven § 1
    region: all
  - id: ours
    text: {da: Vores, en: Ours}
    own_measure: true
ladders:
  - id: short
    steps:
      - {after: at once, do: remind, whom: debtor}
      - {after: 2 h, do: ask, whom: on-call}
tasks:
  - id: contact
    name: {da: Indgang, en: Contact}
    strand: contact
    in_force: [acute, admitted, leave, home, dead, elsewhere]
    ends_with_course: true
    owed_after_death: true
    proof: act
    ladder: short
    answer_within: 30 min
    takers: [hospital, gp]
    steps:
      - {when: [acute, admitted, leave, back, dead], do: hold, to: ward, rule: law}
      - {when: home, do: open, to: ward, rule: law}
      - {when: home, do: pass, to: municipality, after: 72 h, rule: law}
  - id: care
    name: {da: Pleje, en: Care}
    strand: care
    in_force: [acute, admitted, leave, home, elsewhere]
    proof: act
    ladder: short
    answer_within: 8 h
    takers: [municipality]
    steps:
      - {when: [acute, admitted, leave, back], do: hold, to: ward, rule: law}
      - {when: home, do: hold, to: municipality, rule: ours}
      - {when: dead, do: end, rule: law}
  - id: report
    name: {da: Rapport, en: Report}
    proof: message
    due: {after: 3 d, rule: ours}
    ladder: short
    answer_within: 24 h
    takers: [municipality]
    steps:
      - {when: acute, do: open, to: municipality, if: report requested, rule: law}
      - {when: [home, dead], do: complete}
)";

std::string changed(std::string_view from, std::string_view to) {
  std::string text(good);
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << "nothing to change: " << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string complaint_about(std::string_view from, std::string_view to) {
  const auto read = read_pathway(changed(from, to), "p.yaml");
  return read.ok() ? "no complaint" : read.problem().where + ": " + read.problem().what;
}

TEST(ReadPathway, ReadsAllOfIt) {
  const auto read = read_pathway(good, "p.yaml");
  ASSERT_TRUE(read.ok()) << read.problem().where << ": " << read.problem().what;
  const Pathway& pathway = *read;
  EXPECT_EQ(pathway.id, "small-stay");
  EXPECT_EQ(pathway.version, 3);
  EXPECT_EQ(pathway.name.da, "Lille ophold");
  EXPECT_EQ(format_denmark(pathway.valid_from), "2026-01-01T00:00:00+01:00");
  EXPECT_EQ(format_denmark(pathway.valid_to), "2027-01-01T00:00:00+01:00");
  ASSERT_EQ(pathway.signatures.size(), 2u);
  EXPECT_EQ(pathway.signatures[0].date, "2026-01-01");
  EXPECT_FALSE(pathway.citation("law")->own_measure);
  EXPECT_TRUE(pathway.citation("ours")->own_measure);
  ASSERT_EQ(pathway.ladder("short")->steps.size(), 2u);
  EXPECT_EQ(pathway.ladder("short")->steps[0].after, Duration{});
  EXPECT_EQ(pathway.ladder("short")->steps[1].after, hours(2));
  EXPECT_EQ(pathway.ladder("short")->steps[1].whom, LadderStep::Whom::on_call);

  const Task& contact = *pathway.task("contact");
  EXPECT_EQ(contact.strand, Strand::contact);
  EXPECT_EQ(contact.in_force.size(), 6u);
  EXPECT_TRUE(contact.ends_with_course && contact.owed_after_death);
  EXPECT_EQ(contact.answer_within, minutes(30));
  EXPECT_EQ(contact.takers, (std::vector{PartyKind::hospital, PartyKind::gp}));
  ASSERT_EQ(contact.steps.size(), 7u);  // a list of events is one step for each
  EXPECT_EQ(contact.steps[3].on, StayEvent::back);
  EXPECT_EQ(contact.steps[6].what, Step::Do::pass);
  EXPECT_EQ(contact.steps[6].to, Role::municipality);
  EXPECT_EQ(contact.steps[6].after, hours(72));

  const Task& report = *pathway.task("report");
  EXPECT_EQ(report.strand, Strand::none);
  EXPECT_EQ(report.proof, Proof::message);
  EXPECT_EQ(report.due.at(0).when, (DueRule{DueRule::Form::calendar_days, 3, {}}));
  EXPECT_EQ(report.due.at(0).rule, "ours");
  EXPECT_EQ(report.steps[0].conditions,
            (std::vector<Condition>{{.kind = Condition::Kind::report_requested}}));
  EXPECT_TRUE(contact.steps[0].conditions.empty());

  EXPECT_EQ(pathway.task("nothing"), nullptr);
  EXPECT_EQ(pathway.ladder("nothing"), nullptr);
  EXPECT_EQ(pathway.citation("nothing"), nullptr);
}

TEST(ReadPathway, ReadsEveryFormOfADeadline) {
  using Form = DueRule::Form;
  const auto read = [](std::string_view due) {
    const auto pathway = read_pathway(changed("after: 3 d", due), "p.yaml");
    EXPECT_TRUE(pathway.ok()) << due;
    return pathway.ok() ? pathway->task("report")->due.at(0).when : DueRule{};
  };
  EXPECT_EQ(read("after: 24 h"), due_after(hours(24)));
  EXPECT_EQ(read("after: 90 min"), due_after(minutes(90)));
  EXPECT_EQ(read("after: 30 d"), (DueRule{Form::calendar_days, 30, {}}));
  EXPECT_EQ(read("within: 3 working days"), (DueRule{Form::working_days, 3, {}}));
  EXPECT_EQ(read("within: 1 working day"), (DueRule{Form::working_days, 1, {}}));
  EXPECT_EQ(read("by: 12:00, on: same day"), (DueRule{Form::clock, 0, hours(12)}));
  EXPECT_EQ(read("by: 09:30, on: day before, from: discharge"),
            (DueRule{Form::clock, 1, minutes(9 * 60 + 30)}));
  EXPECT_EQ(read("by: 15:00, on: last working day"), (DueRule{Form::last_working_day, 0, hours(15)}));
  EXPECT_EQ(read("by: next shift"), (DueRule{Form::shift_begins, 0, {}}));
  EXPECT_EQ(read("by: end of next shift"), (DueRule{Form::shift_ends, 0, {}}));
}

TEST(ReadPathway, IsApprovedWhenANurseADoctorAndAMunicipalLeadHaveSigned) {
  EXPECT_FALSE(read_pathway(good, "p.yaml")->approved());
  const auto all = read_pathway(
      changed("citations:", "  - {role: municipal-lead, name: Test Leder, date: 2026-01-03}\ncitations:"),
      "p.yaml");
  ASSERT_TRUE(all.ok());
  EXPECT_TRUE(all->approved());
}

struct Broken {
  const char* from;
  const char* to;
  const char* complaint;
};

const Broken broken[] = {
    // form
    {"version: 3", "version: three", "p.yaml:2:10: found \"three\", expected a number from 1 to 65535"},
    {"version: 3\n", "", "p.yaml:1:1: found no \"version\", expected one here"},
    {"version: 3", "version: 70000", "p.yaml:2:10: found \"70000\", expected a number from 1 to 65535"},
    {"version: 3", "version: 3\nowner: me",
     "p.yaml:3:8: found the key \"owner\", expected one of pathway, version, name, valid_from, valid_to, "
     "signatures, citations, ladders, conditions, tasks, answering"},
    {"pathway: small-stay", "pathway: Small stay",
     "p.yaml:1:10: found \"Small stay\", expected an id of small letters, digits and hyphens, at most 40"},
    {"{da: Lille ophold, en: Small stay}", "{da: Lille ophold}",
     "p.yaml:3:7: found no \"en\", expected one here"},
    {"{da: Lille ophold, en: Small stay}", "Lille ophold",
     "p.yaml:3:7: found \"Lille ophold\", expected a map with the keys da, en"},
    {"valid_from: 2026-01-01", "valid_from: 2026-02-30",
     "p.yaml:4:13: found \"2026-02-30\", expected a date such as 2026-01-31"},
    {"valid_to: 2027-01-01", "valid_to: 2025-01-01",
     "p.yaml:5:11: found \"2025-01-01\", expected a date after valid_from"},
    {"role: nurse", "role: nurses",
     "p.yaml:7:12: found \"nurses\", expected one of nurse, doctor, municipal-lead"},
    // citations
    {"id: ours", "id: law", "p.yaml:14:9: found \"law\", expected an id that is not used already"},
    {"    region: all\n", "", "p.yaml:10:5: found no \"region\", expected one here"},
    {"region: all", "region: Jylland",
     "p.yaml:13:13: found \"Jylland\", expected one of all, Hovedstaden, Sjælland, Syddanmark, Midtjylland, "
     "Nordjylland, Østdanmark"},
    {"    own_measure: true", "    own_measure: true\n    source: Loven",
     "p.yaml:17:13: found \"Loven\", expected no \"source\" beside own_measure"},
    {"own_measure: true", "own_measure: false",
     "p.yaml:16:18: found \"false\", expected true, or a source instead"},
    // ladders
    {"whom: on-call", "whom: boss",
     "p.yaml:21:37: found \"boss\", expected one of debtor, on-call, dependents, leaders"},
    {"after: 2 h", "after: 2 hours",
     "p.yaml:21:17: found \"2 hours\", expected a duration such as 30 min, 24 h or 3 d"},
    {"after: 2 h", "after: at once",
     "p.yaml:21:17: found \"at once\", expected a duration: only the first is at once"},
    {"      - {after: 2 h, do: ask, whom: on-call}\n", "",
     "p.yaml:18:5: found a last step at once, expected a duration: the last step repeats"},
    // tasks
    {"strand: care", "strand: contact",
     "p.yaml:39:13: found \"contact\", expected a strand that no other task is: each has exactly one holder"},
    {"in_force: [acute, admitted, leave, home, elsewhere]", "in_force: [acute, acute]",
     "p.yaml:40:23: found \"acute\", expected each state once"},
    {"    in_force: [acute, admitted, leave, home, elsewhere]\n", "",
     "p.yaml:37:5: found no \"in_force\", expected one here"},
    {"    proof: message", "    in_force: [home]\n    proof: message",
     "p.yaml:51:15: found in_force, expected it only beside a strand"},
    {"takers: [hospital, gp]", "takers: [hospital, doctor]",
     "p.yaml:32:24: found \"doctor\", expected one of hospital, municipality, gp, region"},
    {"ladder: short\n    answer_within: 24 h", "ladder: long\n    answer_within: 24 h",
     "p.yaml:53:13: found \"long\", expected short"},
    {"due: {after: 3 d, rule: ours}", "due: {after: 3 d, rule: theirs}",
     "p.yaml:52:29: found \"theirs\", expected one of law, ours"},
    {"due: {after: 3 d, rule: ours}", "due: {within: 3 days, rule: ours}",
     "p.yaml:52:19: found \"3 days\", expected a number of working days such as 3 working days"},
    {"due: {after: 3 d, rule: ours}", "due: {within: 1 working days, rule: ours}",
     "p.yaml:52:19: found \"1 working days\", expected a number of working days such as 3 working days"},
    {"due: {after: 3 d, rule: ours}", "due: {after: 400 d, rule: ours}",
     "p.yaml:52:18: found \"400 d\", expected at most 366 d"},
    {"due: {after: 3 d, rule: ours}", "due: {by: 24:00, on: same day, rule: ours}",
     "p.yaml:52:15: found \"24:00\", expected a time such as 12:00, next shift, or end of next shift"},
    {"due: {after: 3 d, rule: ours}", "due: {by: noon, on: same day, rule: ours}",
     "p.yaml:52:15: found \"noon\", expected a time such as 12:00, next shift, or end of next shift"},
    {"due: {after: 3 d, rule: ours}", "due: {by: 12:00, on: day after, rule: ours}",
     "p.yaml:52:26: found \"day after\", expected one of same day, day before, last working day"},
    {"due: {after: 3 d, rule: ours}", "due: {by: 12:00, rule: ours}",
     "p.yaml:52:15: found no \"on\", expected same day, day before or last working day beside a time"},
    {"due: {after: 3 d, rule: ours}", "due: {by: next shift, on: same day, rule: ours}",
     "p.yaml:52:31: found \"same day\", expected no \"on\" beside a shift: only a time has one"},
    {"due: {after: 3 d, rule: ours}", "due: {after: 3 d, on: same day, rule: ours}",
     "p.yaml:52:27: found \"same day\", expected no \"on\" without by"},
    {"due: {after: 3 d, rule: ours}", "due: {after: 3 d, by: 12:00, rule: ours}",
     "p.yaml:52:10: expected exactly one of after, within, by"},
    {"due: {after: 3 d, rule: ours}", "due: {rule: ours}",
     "p.yaml:52:10: expected exactly one of after, within, by"},
    {"due: {after: 3 d, rule: ours}", "due: {after: 0 d, rule: ours}",
     "p.yaml:52:18: found \"0 d\", expected a duration such as 30 min, 24 h or 3 d"},
    {"proof: message", "proof: act", "p.yaml:49:5: found a step that completes it, expected proof: message"},
    {"do: complete", "do: void",
     "p.yaml:49:5: found proof: message and no step that completes it, expected one"},
    // steps
    {"when: [home, dead], do: complete", "when: [home, died], do: complete",
     "p.yaml:58:23: found \"died\", expected one of acute, admitted, leave, back, home, dead, elsewhere, "
     "expected, "
     "discharge expected, discharge moved, ready, not ready, terminal, emergency call, gp named"},
    {"do: complete", "do: finish",
     "p.yaml:58:34: found \"finish\", expected one of hold, open, pass, complete, end, void"},
    {"do: complete", "do: end, rule: law",
     "p.yaml:58:34: found \"end\", expected complete or void: only a strand ends by rule"},
    {"do: complete", "do: complete, to: ward",
     "p.yaml:58:48: found \"to\", expected none: \"complete\" has none"},
    {"do: open, to: ward, rule: law", "do: open, to: ward",
     "p.yaml:35:9: found no \"rule\", expected one: \"open\" needs it"},
    {"do: open, to: ward, rule: law", "do: open, to: nurse, rule: law",
     "p.yaml:35:36: found \"nurse\", expected one of ward, municipality, gp"},
    {"do: end, rule: law", "do: end, after: 3 d, rule: law",
     "p.yaml:48:38: found \"after\", expected none: \"end\" has none"},
    {"if: report requested", "if: it rains",
     "p.yaml:57:55: found \"it rains\", expected one of report requested, visible here, "
     "first time, announced, terminal, emergency call, objection, gp known, stay over ..., case of ..., done "
     "..., "
     "marked ..., specialty ..., region ..., or one of them after \"not\""},
    {"if: report requested", "if: [done nothing]",
     "p.yaml:57:56: found \"nothing\", expected one of contact, care, report"},
    {"when: [home, dead], do: complete", "when: [home, dead, {done: nothing}], do: complete",
     "p.yaml:58:36: found \"nothing\", expected one of contact, care, report"},
    {"due: {after: 3 d, rule: ours}", "due: {by: 12:00, on: day before, rule: ours}",
     "p.yaml:52:26: found \"day before\", expected a moment that is known beforehand: from: discharge"},
    {"due: {after: 3 d, rule: ours}", "due: [{after: 3 d, rule: ours}, {after: 4 d, rule: ours}]",
     "p.yaml:52:37: found a deadline after one from the event, expected none: that is always known"},
    // promises
    {"strand: contact", "strand: authority",
     "p.yaml:23:3: found no task of the strand contact, expected one: somebody is always to be called"},
    {"leave, home, dead, elsewhere]\n    ends_with_course: true\n    owed",
     "leave, home, dead, elsewhere]\n    owed",
     "p.yaml:23:3: \"contact\" does not end with its course, expected ends_with_course: true"},
    {"    owed_after_death: true\n", "",
     "p.yaml:23:5: \"contact\" is still open after dead, expected it ended or owed_after_death: true"},
    {"      - {when: home, do: hold, to: municipality, rule: ours}\n", "",
     "p.yaml:37:5: \"care\" is held by nobody after home, expected it held: in_force names home"},
    {"do: hold, to: municipality, rule: ours", "do: pass, to: municipality, rule: ours",
     "p.yaml:37:5: \"care\" is held by nobody after home, expected it held: in_force names home"},
    {"      - {when: dead, do: end, rule: law}\n", "",
     "p.yaml:37:5: \"care\" is still open after acute, then dead, expected it ended: in_force does not name "
     "dead"},
    {"[acute, admitted, leave, back], do: hold", "[acute, admitted, leave], do: hold",
     "p.yaml:37:5: \"care\" is held by nobody after back, expected it held: in_force names admitted"},
    {"[acute, admitted, leave, back], do: hold, to: ward, rule: law",
     "[acute, admitted, leave, back], do: hold, to: ward, if: report requested, rule: law",
     "p.yaml:37:5: \"care\" is held by nobody after acute, expected it held: in_force names acute"},
    {"[home, dead], do: complete", "home, do: complete",
     "p.yaml:49:5: \"report\" is still open after acute, then dead, expected it ended or owed_after_death: "
     "true"},
};

TEST(ReadPathway, RefusesWhatIsBrokenWithThePlaceAndWhatWasExpected) {
  for (const Broken& one : broken) EXPECT_EQ(complaint_about(one.from, one.to), one.complaint);
}

std::string file(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(std::string(KLYNGE_SOURCE_DIR) + "/" + path, std::ios::binary).rdbuf();
  return text.str();
}

TEST(ReadPathway, ReadsTheHospitalStay) {
  const auto read = read_pathway(file("data/pathways/hospital-stay.yaml"), "hospital-stay.yaml");
  ASSERT_TRUE(read.ok()) << read.problem().where << ": " << read.problem().what;
  EXPECT_EQ(read->id, "hospital-stay");
  EXPECT_FALSE(read->approved());
  std::vector<std::string> tasks;
  for (const Task& task : read->tasks) tasks.push_back(task.id);
  const std::vector<std::string> expected = {
      "contact",          "treatment",           "care",        "take-home",           "admission",
      "admission-report", "services-paused",     "care-plan",   "medicine-card",       "medicine-bag",
      "dose-dispensing",  "aids-and-bed",        "transport",   "municipality-phoned", "relatives-told",
      "discharge-report", "rehabilitation-plan", "discharge",   "treatment-questions", "discharge-summary",
      "follow-up",        "services-resumed",    "first-visit", "follow-up-visit",     "follow-up-visit-gp",
      "training",         "free-choice",         "after-death"};
  EXPECT_EQ(tasks, expected);
}

TEST(ReadPathway, ReadsTheExampleInItsDocument) {
  const std::string document = file("docs/format/pathway.md");
  const std::string_view fence = "```yaml\n";
  const size_t from = document.find(fence);
  ASSERT_NE(from, std::string::npos);
  const size_t start = from + fence.size();
  const auto read = read_pathway(document.substr(start, document.find("```", start) - start), "pathway.md");
  EXPECT_TRUE(read.ok()) << read.problem().where << ": " << read.problem().what;
}

}  // namespace
}  // namespace klynge
