#include "server/worth_seeing.h"

#include <algorithm>

namespace klynge::server {
namespace {

class Search {
 public:
  Search(const Setting& setting, Instant now) : setting_(setting), now_(now) {}

  void look_at(const Record& record) {
    for (const Course& course : record.courses)
      if (course.open() && course.in_hospital() && course.discharge_expected > now_)
        coming_home(record, course);
    for (const Duty& duty : record.duties)
      if (duty.open()) look_at(record, duty);
  }

  WorthSeeing found;

 private:
  PartyKind kind_of(Party party) const {
    const PartyInfo* info = setting_.directory.find(party);
    return info == nullptr ? PartyKind::unknown : info->kind;
  }

  void look_at(const Record& record, const Duty& duty) {
    const bool silent = !duty.silent_since.none();
    WorthSeeing::Burden& burden = found.burdens[duty.holder];
    if (duty.strand == Strand::none) ++burden.open;
    burden.silent += silent;
    const bool municipal = kind_of(duty.holder) == PartyKind::municipality;
    if (silent && municipal && sooner(duty.silent_since, found.silence, found.silence.duty.silent_since))
      found.silence = worth(record, duty, duty.holder);
    if (duty.declines > found.refused.duty.declines) found.refused = worth(record, duty, duty.holder);
    if (duty.task == "discharge" && silent &&
        sooner(duty.silent_since, found.never_told, found.never_told.duty.silent_since))
      found.never_told = worth(record, duty, duty.holder);
    // The latest to come home has the window longest, and the most around it.
    const bool window = duty.task == "treatment-questions" && duty.coming && duty.coming->at > now_;
    if (window && (found.in_window.citizen == 0 || duty.coming->at > found.in_window.duty.coming->at))
      found.in_window = worth(record, duty, care_of(record, duty));
  }

  void coming_home(const Record& record, const Course& course) {
    if (!sooner(course.discharge_expected, found.coming_home, found.coming_home.course.discharge_expected))
      return;
    found.coming_home = {record.citizen, course.ward, {}, course};
  }

  static bool sooner(Instant at, const Worth& before, Instant before_at) {
    return before.citizen == 0 || at < before_at;
  }

  static Worth worth(const Record& record, const Duty& duty, Party as) {
    const Course* course = record.course(duty.course);
    return {record.citizen, as, duty, course == nullptr ? Course{} : *course};
  }

  // Who nurses the citizen at home: it is they who call.
  static Party care_of(const Record& record, const Duty& window) {
    const auto care = std::ranges::find_if(record.duties, [&](const Duty& duty) {
      return duty.open() && duty.course == window.course && duty.strand == Strand::care;
    });
    return care == record.duties.end() ? record.municipality : care->holder;
  }

  const Setting& setting_;
  const Instant now_;
};

}  // namespace

WorthSeeing worth_seeing(std::span<const Record> records, const Setting& setting, Instant now) {
  Search search(setting, now);
  for (const Record& record : records) search.look_at(record);
  return std::move(search.found);
}

}  // namespace klynge::server
