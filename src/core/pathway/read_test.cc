#include "core/pathway/read.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace klynge {
namespace {

std::string file(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(std::string(KLYNGE_SOURCE_DIR) + "/" + path, std::ios::binary).rdbuf();
  return text.str();
}

const std::string good = file("test/pathway/small-stay.yaml");

std::string changed(std::string_view from, std::string_view to) {
  std::string text = good;
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << "nothing to change: " << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
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
  ASSERT_EQ(pathway.signatures.size(), 1u);
  EXPECT_EQ(pathway.signatures[0].date, "2026-01-01");
  EXPECT_EQ(pathway.digest.size(), 64u);
  EXPECT_FALSE(pathway.approved());
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
  EXPECT_EQ(read("by: 12:00, on: next working day"), (DueRule{Form::working_days, 1, hours(12)}));
  EXPECT_EQ(read("by: next shift"), (DueRule{Form::shift_begins, 0, {}}));
  EXPECT_EQ(read("by: end of next shift"), (DueRule{Form::shift_ends, 0, {}}));
}

TEST(ReadPathway, ReadsTheHospitalStay) {
  const auto read = read_pathway(file("data/pathways/hospital-stay.yaml"), "hospital-stay.yaml");
  ASSERT_TRUE(read.ok()) << read.problem().where << ": " << read.problem().what;
  EXPECT_EQ(read->id, "hospital-stay");
  EXPECT_FALSE(read->approved());
  std::vector<std::string> tasks;
  for (const Task& task : read->tasks) tasks.push_back(task.id);
  EXPECT_EQ(tasks, (std::vector<std::string>{"contact",           "treatment",        "care",
                                             "take-home",         "admission",        "admission-report",
                                             "treatment-plan",    "services-paused",  "care-plan",
                                             "medicine-card",     "medicine-bag",     "dose-dispensing",
                                             "aids-and-bed",      "transport",        "municipality-phoned",
                                             "relatives-told",    "discharge-report", "rehabilitation-plan",
                                             "discharge",         "network-meeting",  "treatment-questions",
                                             "discharge-summary", "follow-up",        "services-resumed",
                                             "first-visit",       "follow-up-visit",  "follow-up-visit-gp",
                                             "training",          "free-choice",      "after-death"}));
  for (const char* marked : {"care-plan", "discharge-summary"})
    EXPECT_TRUE(read->heeds_mark(marked)) << marked;
  for (const char* plain : {"discharge-report", "follow-up", "none"})
    EXPECT_FALSE(read->heeds_mark(plain)) << plain;
}

// A mark that only an exception or a deadline asks for is asked for all the same.
TEST(ReadPathway, AMarkIsHeededWhereverItIsAskedFor) {
  const Condition marked{.kind = Condition::Kind::marked, .of = {"care-plan"}};
  Pathway due;
  due.tasks.emplace_back();
  due.tasks[0].due.push_back({.when = due_after(hours(1)), .rule = "x", .conditions = {marked}});
  EXPECT_TRUE(due.heeds_mark("care-plan"));
  Pathway except;
  except.conditions.push_back({.id = "x", .all = {}, .except = {{marked, "x", "all", {}, {}}}});
  EXPECT_TRUE(except.heeds_mark("care-plan"));
  EXPECT_FALSE(except.heeds_mark("discharge-report"));
}

// What one region has agreed on sends nobody in another to anybody.
TEST(ReadPathway, WantsALineForEachAskerThatHoldsEverywhere) {
  std::string text = file("data/pathways/hospital-stay.yaml");
  const std::string_view everywhere = "{who: [nurse], call: on-call doctor, rule: gp-outside-72-hours}";
  const size_t at = text.find(everywhere);
  ASSERT_NE(at, std::string::npos);
  const auto read = read_pathway(
      text.replace(at, everywhere.size(), "{who: [nurse], call: on-call doctor, rule: gp-after-72-hours}"),
      "stay.yaml");
  ASSERT_FALSE(read.ok());
  EXPECT_NE(read.problem().what.find("found no line that always answers \"nurse\""), std::string::npos)
      << read.problem().what;
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
