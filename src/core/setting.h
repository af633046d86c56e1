#pragma once
// The setting: all that a decision reads beside the record and the command. Data of a known, journalled
// version (every entry names its hash). Immutable once made; shared between threads by const reference.
#include <optional>
#include <string>
#include <vector>

#include "core/case_kind.h"
#include "core/pathway/pathway.h"

namespace klynge {

// A task that moves to another authority on a day: whom it goes to, of what this party and its units hold.
struct Handover {
  std::string task;  // as the pathway names it
  Instant on;
  Party to;                     // owes it from then on
  bool same_performer = false;  // the same people go on doing it, for the new authority
  std::string rule;             // the law or agreement
  bool operator==(const Handover&) const = default;
};

struct PartyInfo {
  Party party;
  PartyKind kind = PartyKind::unknown;
  std::string name;           // as its owner writes it
  std::string gln;            // or empty
  std::string phone;          // whom to call; or empty
  uint64_t organisation = 0;  // the organisation it is a unit of (SOR); 0: itself. Assigning stays inside one
  std::string municipality;   // national code of the municipality it is of: "0163"; or empty
  std::string region;         // whose agreements hold for it: "Hovedstaden"; or empty
  std::vector<std::string> areas;  // ids of areas that it takes part in, where no municipality says it
  std::string specialty;           // of a ward, where a rule asks for it: "psychiatry"; or empty
  Instant from, to;                // exists from (none: always) until (none: for ever)
  Party successor;                 // who has its duties after `to`
  Party on_call;                   // whom the ladder asks; none: nobody is named
  Party leader;                    // to whom the ladder raises
  // Its acts and answers are visible here from that day until that day; from none: not visible; to none:
  // until further notice. Its messages come here likewise; from none: unless one has come, they may not.
  Instant answers_here_from, answers_here_to;
  Instant messages_here_from, messages_here_to;
  bool barred = false;  // may not be offered duties; `successor` is the alternative when named
  std::vector<Handover> hands_over;
};

class Directory {
 public:
  void add(PartyInfo info);  // replaces one with the same id
  const PartyInfo* find(Party party) const;
  bool exists(Party party, Instant on) const;
  bool answers_here(Party party, Instant on) const;
  bool messages_here(Party party, Instant on) const;  // the party's, or its organisation's
  // Units of one organisation (a unit is of its own organisation when none is given).
  bool same_organisation(Party a, Party b) const;
  uint64_t organisation_of(Party party) const;          // SOR number; its own when it is a unit of none
  std::string_view municipality_of(Party party) const;  // its code, or its organisation's; or empty
  std::string_view region_of(Party party) const;        // the same of the region
  std::string_view specialty_of(Party party) const;     // its own
  const std::vector<std::string>& areas_of(Party party) const;  // its own, or its organisation's; may be none
  // Where a task that this party holds goes, or has gone: as it says itself, else as its organisation says.
  const Handover* handover(Party holder, std::string_view task) const;
  const std::vector<PartyInfo>& all() const { return parties_; }  // by id

 private:
  std::string_view own_or_organisations(Party party, std::string PartyInfo::* what) const;
  std::vector<PartyInfo> parties_;  // sorted by id
};

// To whom letters are sent from here, and how long their system is waited for (core/post.h).
struct PostRule {
  Party to;
  uint32_t wait_seconds = 1800;
  uint8_t resends = 2;
  uint32_t taken_within_seconds = 4 * 3600;
};

struct Setting {
  Directory directory;
  std::vector<Pathway> pathways;       // all versions known
  std::vector<CaseKind> case_kinds;    // the first that a citizen has names the desk that acts
  std::vector<uint64_t> acts_for;      // SOR ids this installation answers for, sorted
  Party operations;                    // who owns what the machine cannot settle
  Duration grace = minutes(15);        // before a ladder starts on what was late on arrival
  Duration contest_window = hours(8);  // a shift, to deny an acceptance recorded by phone
  Calendar calendar;
  // By party. None: letters stay where they are written (demonstration and tests).
  std::optional<std::vector<PostRule>> post;

  bool answers_for(Party party) const;
  const PostRule* post_to(Party party) const;  // nullptr: nothing is sent there
  // May a letter be written to that party: does it go there by the post, or is it read here?
  bool reaches(Party party) const;
  // Latest version valid at `at`; nullptr when there is none. And one by its number.
  const Pathway* pathway(std::string_view id, Instant at) const;
  const Pathway* pathway(std::string_view id, uint16_t version) const;
};

}  // namespace klynge
