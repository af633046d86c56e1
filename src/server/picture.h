#pragma once
// What a reader is shown of a citizen or a list: names, words and times put on the numbers of a record. The
// same picture becomes JSON (API, --json), text (`klynge who`) and HTML (the page). Pure; any thread.
#include "core/view/answering.h"
#include "core/view/history.h"
#include "core/view/receipts.h"
#include "core/view/standing.h"
#include "ledger/lookup.h"
#include "server/threads.h"
#include "server/words.h"

namespace klynge::server {

struct PartyPicture {
  Party party;
  std::string name, phone;  // either may be empty
};

struct DutyPicture {
  uint16_t number = 0, course = 0;
  std::string task;
  Words name;
  Strand strand{};
  DutyState state = DutyState::open;
  PartyPicture holder, assigned, asked;
  Ground ground{};
  std::string rule;  // id; empty unless by rule
  Words rule_text;
  std::string rule_source;  // empty: Klynge's own measure
  Instant held_since, due, answer_by, silent_since, check_by, ended;
  uint16_t silences = 0;
  bool visible = true;
  bool markable = false;             // open; done, it may be marked for somebody to follow up
  std::optional<Receipts> receipts;  // of an open duty
  PartyPicture passes_to;            // when a rule will move it
  Instant passes_at;
  // Where it may be read: what was written when it was opened, and what the citizen was told of a duty that
  // is left to the citizen.
  std::string said, left;
};

// A task that whoever looks may open.
struct OpenablePicture {
  Openable what;
  Words name;
};
// What whoever looks may do about a course, or the citizen (core/view/allowed.h).
struct MayPicture {
  std::vector<Tellable> tell;
  std::vector<OpenablePicture> open;
};

// What the citizen wrote to nobody in particular: the duty it became, and what is written of it.
struct QuestionPicture {
  DutyPicture duty;
  Instant asked, read;  // read: when whoever has it opened it; none: not yet
  std::string text, answer;
};
struct GoalsPicture {
  std::string text;
  Instant at;
  PartyPicture by;  // who wrote down what the citizen said; none: the citizen, or who acts for the citizen
  bool acting = false;  // somebody who acts for the citizen wrote it
};

// What holds of the citizen now or later, with whom it names where that may be seen.
struct CircumstancePicture {
  Circumstance said;
  PartyPicture where, by;
  std::string text;
};

struct CoursePicture {
  uint16_t number = 0;
  std::string pathway;  // "hospital-stay/1"
  Words name;
  bool approved = false;
  StayState stay{};
  PartyPicture ward, municipality;
  Instant stay_start, opened, closed;
  Instant discharge_expected, ready_since;  // none: nobody says so
  std::vector<ReadyPeriod> ready;           // for discharge; none: nobody has said so
  size_t gaps = 0;
  std::string record_name, record_url;  // the way out to the viewer's record system; empty: there is none
  std::vector<DutyPicture> strands, duties;  // open ones; ended ones only in `ended`
  std::vector<DutyPicture> ended;
  MayPicture may;
};

struct CitizenPicture {
  CitizenNumber citizen = 0;
  Position position = 0;  // as of which it is
  Permission permission;
  Identity identity;
  PartyPicture municipality;
  Instant died;
  // Where the citizen moves on a day that is still to come, for who sees what comes next; none: nothing is
  // announced.
  struct MovePicture {
    PartyPicture to;
    Instant from;
  };
  std::optional<MovePicture> moving;
  Instant
      objected;  // to the GP being told, for who sees what was written; none: no objection, or not to be seen
  bool frozen = false;
  Standing standing;
  std::vector<CircumstancePicture> circumstances;
  std::vector<CoursePicture> courses;  // open ones first, then the latest
  std::vector<DutyPicture> without_course;
  std::optional<GoalsPicture> goals;       // the latest; none: nobody wrote any, or not for who asks
  std::vector<QuestionPicture> questions;  // that may be read, the latest first
  std::vector<PartyPicture> barred;        // for whom all is open
  std::optional<PartyPicture> call_now;    // who has contact; none when no course is open
  // Whom one who asks is to call about the treatment and about the care, by the answering table.
  struct AnswerPicture {
    uint16_t course = 0;
    Strand about{};
    Words name;
    std::string phone;
    Words rule_text;
    std::string rule_source;  // empty: Klynge's own measure
    Instant until;            // when another answers; none: nothing known changes it
  };
  std::optional<Asker> asker;  // none: nobody asked
  std::vector<AnswerPicture> answers;
  struct Moment {
    Instant at;
    Position position = 0;
    std::vector<std::pair<std::string_view, Words>> happened;  // kind of fact, sentence
    std::vector<Words> texts;                                  // what people wrote is the same in both
    uint64_t message_bytes = 0;  // of a message that may be read as it came; 0: there is none
  };
  std::vector<Moment> timeline;
  std::vector<ThreadShown> threads;
  std::vector<DraftShown> drafts;
  std::optional<MayPicture>
      may;                 // of the citizen; none: not asked for, or the citizen is not named to who asks
  bool may_write = false;  // a letter that begins a thread
  History history;
  std::map<std::string, Words> tasks;                           // of the history, by id
  std::map<Party, std::pair<PartyPicture, PartyKind>> parties;  // of the history
};

struct RowPicture {
  CitizenNumber citizen = 0;
  Identity identity;
  WorkPart part = WorkPart::holds;
  StayState stay{};
  PartyPicture ward;
  Instant stay_start, discharge_expected;
  bool approved = false;
  DutyPicture duty;
  Need need{};  // of a list by need
  PartyPicture note_by;
  std::string note;  // the latest on the duty; empty: none, or not for who asks
  Instant noted;
};

CitizenPicture picture_of(const CitizenSeen& seen, const Setting& setting);
// Adds the answers to one who asks at that moment.
void answer(CitizenPicture& picture, const CitizenSeen& seen, const Setting& setting, Asker asker,
            Instant at);
// What a relative is not told where the citizen's name and address are protected: whoever has what is
// somewhere.
void withhold_places(CitizenPicture& picture);
std::optional<Asker> asker_of(std::string_view text);  // "nurse" "gp" "citizen" "relative"
RowPicture picture_of(const ListedRow& row, const Setting& setting);
PartyPicture picture_of(Party party, const Setting& setting);
DutyPicture picture_of(const Record& record, const Duty& duty, const Setting& setting);

void write_json(const CitizenPicture& picture, Instant now, json::Writer& out);
void write_json(const CitizenPicture::AnswerPicture& one, json::Writer& out);
void write_json(const RowPicture& picture, Instant now, json::Writer& out);
void write_json(const PartyPicture& picture, json::Writer& out);
void write_json(const Look& look, const Setting& setting, json::Writer& out);
void write_text(const CitizenPicture& picture, Tongue tongue, Instant now, std::string& out);
void write_text(const std::vector<RowPicture>& rows, Tongue tongue, Instant now, std::string& out);

// "forsinket 3 t" / "om 2 t"; empty without a deadline.
std::string say_due(Tongue tongue, Instant due, Instant now);
std::string say_rule(Tongue tongue, const DutyPicture& duty);  // "by rule: <words>"
std::string say_rule_words(Tongue tongue,
                           const DutyPicture& duty);  // the rule and its source; empty unless by rule
// What would have to be seen to be proved, and cannot be. A strand is held, not proved.
bool unseen(const DutyPicture& duty);
std::string say_name(const Identity& identity);
// When the citizen is to leave hospital, and for how many days that was possible; empty: nobody has said.
std::string say_leaving(const CoursePicture& course, Tongue tongue, Instant now);
// "leveret 02.11.2026 kl. 08.00, modtaget ..., ikke set, ikke overtaget": never one for another.
std::string say_receipts(Tongue tongue, const Receipts& receipts);
// "Fuldmagt: Ida Hansen, 00 00 00 11, til 02.12.2026"
std::string say_circumstance(Tongue tongue, const CircumstancePicture& circumstance);

// Where the next page of a list begins.
std::string write_cursor(const store::RowKey& key);
std::optional<store::RowKey> read_cursor(std::string_view text);

}  // namespace klynge::server
