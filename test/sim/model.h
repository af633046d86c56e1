#pragma once
// What ought to be: one citizen's courses and duties by the simulator's own bookkeeping. It reads the same
// pathway and directory (they are data) and the same asks (they are the vocabulary), and nothing of what
// core does with them: no decide, no evolve, no clock. Where the two differ, one of them is wrong.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/command.h"
#include "core/record.h"
#include "core/setting.h"

namespace klynge::sim {

class Model {
 public:
  struct Duty {
    uint16_t course = 0;
    std::string task, rule, ladder;
    Strand strand{};
    DutyState state = DutyState::open;
    Party holder;
    Ground ground{};
    Party unit;
    Instant due, check_by;
    Instant opened, counts_from;
    Key cause;  // the note that opened it
    bool marked = false;
    bool taken_back = false;  // void: what it came from was annulled, by a letter or as somebody says
    bool seen = true;         // acts of the holder are visible here
    Party asked;
    Instant answer_by;
    Party pass_to;
    Instant pass_at;
    std::string pass_rule;
    Party former;  // before an acceptance by phone
    Ground former_ground{};
    Instant contest_until;
    // Listening: when silence is told of next, for which deadline, how far up the ladder.
    Instant speaks;
    ClockKind listens_for = ClockKind::due;
    size_t rung = 0;
    int silences = 0, declines = 0;
    Instant silent_since;
    std::set<Party> told;
    bool open() const { return state == DutyState::open; }
  };
  struct Course {
    std::string pathway;
    uint16_t version = 0;
    std::vector<Key> keys;
    std::set<Key> gaps;
    struct Note {
      Instant at;
      StayEvent event{};
      Key message;
      NoteForm form{};
      Key of;
      size_t place = 0;
      Party ward;
    };
    std::vector<Note> notes;
    StayState stay = StayState::none;
    Party ward, municipality;
    Instant start, leaves_at;  // the stay began; the discharge is expected
    bool ready = false, terminal = false, emergency = false;
    Instant ready_since;
    bool open = true;
  };

  struct Case {
    CaseStated said;
    bool runs(Instant at) const { return said.from <= at && (said.to.none() || at < said.to); }
  };

  struct Circumstance {
    CircumstanceKind kind{};
    Instant from, to;
    uint16_t renewal = 0;  // the duty to see to it before it ends
    bool runs(Instant at) const { return from <= at && (to.none() || at < to); }
  };
  struct Move {
    Party to;
    Instant from;
  };

  // Each: what happened, when, under which setting. Answers whether it is allowed; what is not changes
  // nothing but what a ceased party leaves behind.
  // Of a notification: false when it puts right or takes back what was told; then adopt() judges it.
  bool notified(const NotifyStay& said, Instant at, const Setting& setting);
  bool asked(const Ask& ask, const Caller& caller, Instant at, const Setting& setting, Key id = {});
  // `may_act`: whether access lets that caller act for the citizen at all; docs/access.md has that.
  bool circumstance(const StateCircumstance& ask, const Caller& caller, bool may_act, Instant at,
                    const Setting& setting);
  // The other record is of this citizen too: all that is in it is in this one, after what is here.
  void joined(const Model& other, Instant at, const Setting& setting);
  // A roster said what cases there are. Answers whether it was news.
  bool stated(const StateCases& said, Instant at, const Setting& setting);
  // May a letter about what happened `at` be kept?
  bool has_basis(Instant at, const Setting& setting) const;
  // After a correction or an annulment: what the ledger made of the duties is taken over, once it is plain
  // that the citizen is where the notes that count say, and that nothing the annulled letter opened is owed.
  // Empty; else what is wrong.
  std::string adopt(const Record& record, const NotifyStay& said);
  // All as the record has it.
  void take_over(const Record& record);
  // The clock looked, and told of silence on the duties `heard`. Empty: as it should be; else what is wrong.
  std::string looked(const std::vector<uint16_t>& heard, Instant awake, Instant at, const Setting& setting);

  // What should have been told of by `now` and has not been; empty when nothing.
  std::string missed(Instant awake, Instant now, const Setting& setting) const;
  // Where the record says otherwise; empty when it does not.
  std::string differs(const Record& record) const;

  const std::vector<Duty>& duties() const { return duties_; }
  const std::vector<Course>& courses() const { return courses_; }
  const std::vector<Case>& cases() const { return cases_; }
  bool dead() const { return dead_; }

 private:
  struct Rules;

  std::vector<Duty> duties_;  // number 1 first
  std::vector<Course> courses_;
  std::vector<Case> cases_;
  std::vector<Circumstance> circumstances_;
  std::optional<Move> moving_;  // on a day to come
  Party municipality_;
  Instant lives_said_;  // when a person last said so
  bool dead_ = false;
  Party gp_;
  bool objects_ = false;  // to the GP being told
};

// In plain words: whom a citizen in that state must have, in each open course, and that its 72 hours end
// once. Empty: all is so.
std::string lost(const Record& record);

}  // namespace klynge::sim
