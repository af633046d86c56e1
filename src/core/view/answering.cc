#include "core/view/answering.h"

#include <algorithm>
#include <tuple>

#include "core/roster.h"
#include "core/view/standing.h"

namespace klynge {
namespace {

template <class Value>
bool contains(const std::vector<Value>& all, const Value& one) {
  return std::ranges::find(all, one) != all.end();
}

struct Question {
  const Record& record;
  const Course& course;
  const Setting& setting;
  const Answering& table;
  Asker asker;
  Strand about;
  Instant at;

  const Duty* open_of(auto&& meant) const {
    const auto found = std::ranges::find_if(record.duties, [&](const Duty& duty) {
      return duty.open() && duty.course == course.number && meant(duty);
    });
    return found == record.duties.end() ? nullptr : &*found;
  }
  bool in_hours() const {
    const Duration clock = denmark_clock(at);
    return working_day(denmark_date(at)) && clock >= table.opens && clock < table.closes;
  }
  // The hours after a discharge in which the ward is called: a rule has said when they end.
  const Duty* window() const {
    return open_of(
        [&](const Duty& duty) { return duty.task == table.window && duty.coming && duty.coming->at > at; });
  }
  // Whose agreements hold: the ward's; where there is none, the municipality's.
  std::string_view region() const {
    const std::string_view wards = setting.directory.region_of(course.ward);
    return wards.empty() ? setting.directory.region_of(course.municipality) : wards;
  }
  bool fits(const AnswerLine& line) const {
    if (!line.reach.holds(region(), at)) return false;
    if (!contains(line.askers, asker) || (!line.about.empty() && !contains(line.about, about))) return false;
    if (line.in_hours && !in_hours()) return false;
    if (line.out_of_hours && in_hours()) return false;
    switch (line.when) {
      case AnswerLine::When::always:
        return true;
      case AnswerLine::When::in_hospital:
        return course.in_hospital() || course.stay == StayState::expected;
      case AnswerLine::When::window:
        return window() != nullptr;
    }
    return false;
  }

  WhomToCall of_party(Party party, const std::string& rule) const {
    const PartyInfo* info = setting.directory.find(party);
    return {.kind = WhomToCall::Kind::party,
            .party = party,
            .phone = info == nullptr ? "" : info->phone,
            .rule = rule};
  }
  WhomToCall of_on_call_doctor(const std::string& rule) const {
    std::string_view region = setting.directory.region_of(course.municipality);
    if (region.empty()) region = setting.directory.region_of(course.ward);
    for (const OnCallDoctor& doctor : table.on_call_doctors) {
      if (doctor.region == region && doctor.from <= at && (doctor.to.none() || at < doctor.to))
        return {.kind = WhomToCall::Kind::on_call_doctor,
                .name = doctor.name,
                .phone = doctor.phone,
                .rule = rule};
    }
    return {
        .kind = WhomToCall::Kind::on_call_doctor, .name = {"Lægevagten", "The on-call doctor"}, .rule = rule};
  }
  std::optional<WhomToCall> called(const AnswerLine& line) const {
    switch (line.call) {
      case AnswerLine::Call::holder: {
        const Duty* duty =
            open_of([&](const Duty& one) { return one.strand == about && about != Strand::none; });
        return duty == nullptr ? std::nullopt : std::optional(of_party(duty->holder, line.rule));
      }
      case AnswerLine::Call::ward: {
        const Duty* duty = line.when == AnswerLine::When::window ? window() : nullptr;
        return of_party(duty == nullptr ? course.ward : duty->holder, line.rule);
      }
      case AnswerLine::Call::municipality:
        return of_party(acting_desk(record, setting, course.municipality, at), line.rule);
      case AnswerLine::Call::gp:
        if (!record.gp.none()) return of_party(record.gp, line.rule);
        return WhomToCall{
            .kind = WhomToCall::Kind::own_gp, .name = {"Egen læge", "The citizen's GP"}, .rule = line.rule};
      case AnswerLine::Call::on_call_doctor:
        return of_on_call_doctor(line.rule);
    }
    return std::nullopt;
  }
};

// Who the party is would say where the citizen is.
WhomToCall told_to_nobody(const std::string& rule) {
  return {.kind = WhomToCall::Kind::party,
          .name = {"Oplyses ikke: navne- og adressebeskyttelse", "Not told: protected name and address"},
          .rule = rule};
}

}  // namespace

std::vector<WhomToCall> whom_to_call(const Record& record, const Course& course, const Setting& setting,
                                     Asker asker, Strand about, Instant at) {
  std::vector<WhomToCall> answer{{.kind = WhomToCall::Kind::emergency,
                                  .name = {"112 ved akut fare for liv", "112 in acute danger to life"},
                                  .phone = "112"}};
  const Pathway* pathway = setting.pathway(course.pathway, course.version);
  if (pathway == nullptr) return answer;
  answer.front().rule = pathway->answering.emergency_rule;
  const Question question{record, course, setting, pathway->answering, asker, about, at};
  for (const AnswerLine& line : pathway->answering.lines) {
    if (!question.fits(line)) continue;
    if (auto called = question.called(line)) {
      const bool withheld = asker == Asker::relative && !called->party.none() &&
                            !standing_of(record, {}, at).relatives_see_places;
      answer.push_back(withheld ? told_to_nobody(line.rule) : std::move(*called));
      break;
    }
  }
  return answer;
}

Instant answered_until(const Record& record, const Course& course, const Setting& setting, Asker asker,
                       Strand about, Instant at) {
  const Pathway* pathway = setting.pathway(course.pathway, course.version);
  if (pathway == nullptr) return {};
  constexpr int64_t days_ahead = 7;  // past any row of days off
  std::vector<Instant> moments;
  for (int64_t day = 0; day <= days_ahead; ++day)
    for (const Duration clock : {pathway->answering.opens, pathway->answering.closes})
      moments.push_back(denmark_time(plus_days(denmark_date(at), day), clock));
  for (const AnswerLine& line : pathway->answering.lines)
    for (const Instant day : {line.reach.begins, line.reach.ends}) moments.push_back(day);
  for (const Duty& duty : record.duties)
    if (duty.open() && duty.course == course.number && duty.coming) moments.push_back(duty.coming->at);
  std::ranges::sort(moments);
  const auto who = [&](Instant moment) {
    const WhomToCall one = whom_to_call(record, course, setting, asker, about, moment).back();
    return std::tuple(one.kind, one.party, one.phone);
  };
  const auto changes =
      std::ranges::find_if(moments, [&](Instant moment) { return moment > at && who(moment) != who(at); });
  return changes == moments.end() ? Instant{} : *changes;
}

std::optional<Course> without_course(const Record& record, const Setting& setting, Instant at) {
  if (record.municipality.none()) return std::nullopt;
  for (const Pathway& one : setting.pathways) {
    const Pathway* valid = setting.pathway(one.id, at);
    if (valid == nullptr || valid->answering.lines.empty()) continue;
    Course course;
    course.pathway = valid->id;
    course.version = valid->version;
    course.municipality = record.municipality;
    return course;
  }
  return std::nullopt;
}

std::vector<ReadyPeriod> ready_periods(const Record& record, const Course& course) {
  // Sent on to another region, the citizen left when the stay there began.
  Instant overtaken;
  for (const Course* other : record.all_courses()) {
    const StayNote* note = course.overtaken_by.none() ? nullptr : other->note_of(course.overtaken_by);
    while (note != nullptr) {  // as it was put right
      overtaken = note->at;
      const auto right = std::ranges::find_if(other->notes, [&](const StayNote& later) {
        return later.form == NoteForm::correction && later.of == note->message && later.event == note->event;
      });
      note = right == other->notes.end() ? nullptr : &*right;
    }
  }
  std::vector<ReadyPeriod> periods = course.ready;
  for (ReadyPeriod& period : periods) period.to = course.left(period, overtaken);
  return periods;
}

uint32_t ready_days(const std::vector<ReadyPeriod>& periods, Instant until) {
  int64_t days = 0;
  for (const ReadyPeriod& period : periods) {
    const Instant end = period.to.none() ? until : std::min(period.to, until);
    const int64_t lasted = days_from_civil(denmark_date(end)) - days_from_civil(denmark_date(period.from));
    days += std::max<int64_t>(0, lasted);
  }
  return static_cast<uint32_t>(days);
}

uint32_t ready_days(const Record& record, const Course& course, Instant until) {
  return ready_days(ready_periods(record, course), until);
}

}  // namespace klynge
