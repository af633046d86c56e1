#pragma once
// A citizen's history as it is drawn: who had which duty from when to when, how each went from one to the
// next, when nobody answered, and where the citizen was. A fold over a citizen's entries, in their order; of
// joined records too, whose numbers are those they have now. Pure.
#include <map>

#include "core/evolve.h"

namespace klynge {

struct HistoryBar {  // one party had one duty
  uint16_t duty = 0, course = 0;
  std::string task;
  Strand strand{};
  Party party;
  Instant opened;                     // the duty
  Instant from, to;                   // to none: has it still
  Instant due;                        // of an open one
  DutyState state = DutyState::open;  // of an ended one, how; open where it went to another
};
struct HistoryArrow {  // it went from one to another
  Instant at;
  uint16_t duty = 0;
  Party from, to;
  Ground ground{};
};
struct HistorySilence {
  uint16_t duty = 0;
  Party party;       // who had it when it began
  Instant from, to;  // to none: nobody has answered yet
};
struct HistoryStay {
  uint16_t course = 0;
  StayState state{};
  Party ward;
  Instant from, to;
};

struct History {
  std::vector<HistoryBar> bars;  // of one duty in order; duties as they came
  std::vector<HistoryArrow> arrows;
  std::vector<HistorySilence> silences;
  std::vector<HistoryStay> stays;
};

class HistoryFold {
 public:
  // One entry of the record `of`: what it says, and when it was written.
  void take(CitizenNumber of, const std::vector<Fact>& facts, const Stamp& stamp);
  History done() && { return std::move(history_); }

 private:
  void look(const Record& record, Instant at);
  void look(const Duty& duty, Instant at);
  void look(const Course& course, Instant at);

  History history_;
  std::map<CitizenNumber, Record> records_;
  std::map<uint16_t, size_t> bars_, silences_, stays_;  // the latest of each duty or course
};

}  // namespace klynge
