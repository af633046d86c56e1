#pragma once
// A citizen's record: everything the rules look at. It is the fold of the citizen's facts and of nothing
// else (evolve.h); two records with the same facts are equal, octet for octet, in their canonical form
// (message/journal/record_bytes.h). It holds no name, no CPR number and no free text: those are sealed.
#include <compare>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/post.h"

namespace klynge {

// A holder asks another party to take a duty over. The holder holds until it is accepted.
inline constexpr uint16_t wrong_codes_at_most = 5;  // then a link is locked; the holder may make another
struct Offer {
  Party to, by;
  Instant made, answer_by;  // answer_by none: no clock, because an answer would not be visible here
  // A link by which the party may answer without an account (docs/decision/0010): until when; none: there is
  // none. Wrong codes since it was made.
  Instant link_until{};
  uint16_t wrong_codes = 0;
  bool operator==(const Offer&) const = default;
};

// Accepted by phone: recorded by the other side, told to the party, contestable until then.
struct PhoneAcceptance {
  Party recorded_by, former;
  Ground former_ground{};
  Instant contest_until;
  bool operator==(const PhoneAcceptance&) const = default;
};

// A pass that a rule has announced for a later moment (the end of the 72 hours).
struct ComingPass {
  Party to;  // none: nobody is known to pass it to, and it ends
  Instant at;
  std::string rule;
  bool operator==(const ComingPass&) const = default;
};

// A duty that no pathway knows: what it is stands in the words it was opened with.
inline constexpr std::string_view task_other = "other";

struct Duty {
  uint16_t number = 0;  // within the record, from 1, never reused
  uint16_t course = 0;  // 0: belongs to no course
  std::string task;     // the pathway's id of it: "contact", "admission-report"
  Strand strand = Strand::none;
  DutyState state = DutyState::open;

  Party holder;
  Ground ground = Ground::by_rule;
  std::string rule;  // the pathway's id of the rule, when by rule
  Instant held_since;
  Party assigned_unit;  // none: not assigned

  Instant opened;
  Key cause;  // the message that opened it, or none
  bool cause_annulled = false;
  bool visible = true;  // false: cannot be proved here, so no clock, no silence, not counted
  Instant due;          // none: no deadline
  std::string ladder;   // the pathway's id of it
  std::optional<Offer> offer;
  std::optional<PhoneAcceptance> phone;
  std::optional<ComingPass> coming;
  Instant reviewed;  // when somebody last opened it, and who; none: nobody has
  Party reviewed_by;
  Position noted_at = 0;        // entry with the latest note on it; 0: none
  Position said_at = 0;         // entry with the words that say what it is; 0: its task does
  Instant citizen_check_by;     // left to the citizen, to be checked by then; none: not left
  uint16_t contributes_to = 0;  // the duty that leads, when this is one party's part of it; 0: none
  Instant counts_from;          // a date that was stated, from which `due` counts; none: as the pathway says

  // The clock: when this duty next wants to be looked at for silence; none when it need not be.
  ClockKind clock_kind = ClockKind::due;
  Instant clock;
  uint8_t ladder_step = 0;  // steps already taken since the clock last began
  uint16_t silences = 0;    // ever
  Instant silent_since;     // first silence not yet answered by any act of the holder or the party asked
  std::vector<Party> told;  // by the ladder, since silent_since; sorted, without repeats
  uint16_t declines = 0;    // offers refused, ever

  Instant ended;
  VoidReason void_reason{};
  Proof proof{};
  bool marked = false;  // done, and marked for somebody to follow up
  Key ended_by;         // the message that ended it; none: an act, or the clock

  bool open() const { return state == DutyState::open; }
  bool operator==(const Duty&) const = default;
};

struct StayNote {  // one notification about a stay, as noted; kept in order of event time, then of receipt
  StayEvent event{};
  Key message;
  Instant at;  // event time
  Party ward;  // department in charge
  Party sender;
  NoteForm form = NoteForm::first;
  Key of;              // the note that is corrected or annulled; it may not have been seen yet
  uint16_t place = 0;  // how many messages its chain names before it
  bool operator==(const StayNote&) const = default;
};

bool in_hospital(StayState state);  // there, or on leave from there

// Whether it may speak of an earlier note (`of`): it does when that one tells of the same event.
bool about_another(const StayNote& note);

std::strong_ordering later(const StayNote& a, const StayNote& b);  // in the stay, whenever it was received

// While somebody says so: from when the citizen was ready for discharge, until it was taken back.
struct ReadyPeriod {
  Instant from, to;  // to none: not taken back
  bool operator==(const ReadyPeriod&) const = default;
};

struct Course {
  uint16_t number = 0;
  std::string pathway;
  uint16_t version = 0;
  std::vector<Key> keys;  // outside ids of the course, in order of first sight
  Party municipality;     // where its notifications go
  StayState stay = StayState::none;
  Party ward;  // of the note that decides the state
  Instant stay_start;
  std::vector<StayNote> notes;
  std::vector<Key> gaps;           // messages a chain named that were never seen
  Instant opened, closed;          // closed none: open
  Key overtaken_by;                // the note whose stay overtook this course
  Instant discharge_expected;      // none: nobody has said
  std::vector<ReadyPeriod> ready;  // in order
  bool terminal = false;           // the hospital has said that the citizen is dying
  Instant emergency_call;          // 112 was called, the latest; none: never, or it is over
  bool open() const { return closed.none(); }
  // A note counts unless it annuls, or another note corrects or annuls it. The one that decides where the
  // citizen is: a death, else the latest that counts; nullptr: none does.
  bool counts(const StayNote& note) const;
  const StayNote* deciding() const;
  const StayNote* note_of(const Key& message) const;
  bool in_hospital() const;
  bool called_112() const { return !emergency_call.none(); }
  // When the period ended, with a discharge too, else when the stay was `overtaken`; none: it runs.
  Instant left(const ReadyPeriod& period, Instant overtaken = {}) const;
  bool is_ready() const;      // in hospital, and ready for discharge
  Instant discharge() const;  // when it was, else when it is expected; none: not known
  bool operator==(const Course&) const = default;
};

// A course that has closed, and its duties, all ended. Rules seldom look back at it: it lies apart, shared by
// the copies of a record, so that a long life of stays costs no more to decide about than a short one.
struct ClosedCourse {
  Course course;
  std::vector<Duty> duties;  // by number
  bool operator==(const ClosedCourse&) const = default;
};

class PutAway {  // compared by what it says
 public:
  explicit PutAway(ClosedCourse closed) : kept_(std::make_shared<const ClosedCourse>(std::move(closed))) {}
  const ClosedCourse& operator*() const { return *kept_; }
  const ClosedCourse* operator->() const { return kept_.get(); }
  bool operator==(const PutAway& other) const { return kept_ == other.kept_ || *kept_ == *other.kept_; }

 private:
  std::shared_ptr<const ClosedCourse> kept_;
};

// A municipality's case about the citizen, as its roster has it.
struct Case {
  uint16_t number = 0;  // within the record, from 1
  std::string kind;     // an id of data/case-kinds.yaml
  Party desk;
  Instant from, to;  // to none: until further notice
  bool runs(Instant at) const { return from <= at && (to.none() || at < to); }
  bool operator==(const Case&) const = default;
};

// What holds of the citizen for a time. Who a guardian or a mandate names is sealed with the statement.
struct Circumstance {
  uint16_t number = 0;  // within the record, from 1
  CircumstanceKind kind{};
  Instant from, to;      // to none: until further notice
  Party where;           // no_residence: the municipality where the citizen is found
  Party by;              // who stated it last
  uint16_t renewal = 0;  // the duty to see to it before it ends; 0: none
  bool runs(Instant at) const { return from <= at && (to.none() || at < to); }
  bool operator==(const Circumstance&) const = default;
};

// A letter between two parties about the citizen. What it says is sealed in its entry.
struct Letter {
  uint16_t number = 0;  // within the record, from 1, never reused; a draft has had it before
  Key message;          // of its MessageHeader.id
  LetterKind kind = LetterKind::first;
  Key answers;  // the message that it answers or forwards; it may never have come here. None: none
  Party from, to;
  Instant sent;
  bool here = false;       // written here
  bool converted = false;  // came through the conversion from the older standard
  Post post{};             // how it fares, when it is sent by the post
  bool operator==(const Letter&) const = default;
};

// Letters that answer each other (CareCommunication 5.0: one thread id). Letters that were converted have a
// new id each time: they are tied by the course and the two parties, so a thread may have several ids.
struct Thread {
  uint16_t number = 0;          // within the record, from 1
  std::vector<Key> ids;         // in order of first sight
  std::vector<Key> courses;     // outside ids of the course, as its letters name them
  std::string category;         // of the latest letter: a code of the standard
  std::vector<Letter> letters;  // by the time they were sent; of the same moment, whoever began first
  const Letter* latest() const { return letters.empty() ? nullptr : &letters.back(); }
  const Letter* letter_of(const Key& message) const;  // nullptr: not of this thread
  bool operator==(const Thread&) const = default;
};

// A letter that somebody here has prepared and nobody has sent.
struct LetterDraft {
  uint16_t number = 0;
  uint16_t thread = 0;  // that it continues, or is forwarded from; 0: it begins one
  uint16_t course = 0;  // that it is about; 0: none
  LetterKind kind = LetterKind::first;
  Key answers;
  Party by, to;
  std::string category;
  bool operator==(const LetterDraft&) const = default;
};

// Another record that has become part of this one: its numbers are so much higher here.
struct Joined {
  CitizenNumber citizen = 0;
  uint16_t courses_before = 0, duties_before = 0, circumstances_before = 0, threads_before = 0,
           letters_before = 0;
  bool operator==(const Joined&) const = default;
};

// The citizen moves to another municipality on a day that is still to come.
struct ComingMove {
  Party to;
  Instant from;
  bool operator==(const ComingMove&) const = default;
};

// Somebody looks with a reason, until then.
struct Glass {
  Party by;
  Key person;
  Instant until;
  bool operator==(const Glass&) const = default;
};

struct Record {
  CitizenNumber citizen = 0;
  uint64_t controller = 0;    // authority that the facts belong to
  Party municipality;         // residence: as the latest notification has it, or a person since
  Instant municipality_said;  // when a person last said where the citizen lives; none: only messages have
  Party gp;                   // the citizen's; none: not known here
  Instant objected;           // to the GP being told of a stay; none: no objection on file
  Instant died;               // none: alive as far as known
  CitizenNumber merged_into =
      0;                // all that stood here stands there (docs/decision/0008-records-are-joined.md)
  bool frozen = false;  // an invariant broke: reads only, until an operator has looked
  uint16_t last_course = 0, last_duty = 0, last_thread = 0, last_letter = 0;
  std::vector<Course> courses;  // by number: all but those put away
  std::vector<Duty> duties;     // by number: of these courses, and of none; ended ones stay
  std::vector<PutAway> closed;  // by number of the course: every closed course without an open duty
  std::vector<Case> cases;      // by number; ended ones stay
  std::vector<Circumstance> circumstances;  // by number; ended ones stay
  std::vector<Thread> threads;              // by number
  std::vector<LetterDraft> drafts;          // by number
  std::vector<Joined> joined;               // in the order they were joined
  std::optional<ComingMove> moving;
  std::vector<Party> barred;  // units and organisations that the citizen does not want to look; sorted
  std::vector<Glass> glass;   // in order of time; what is over is dropped when the next comes
  Position last = 0;          // latest entry of this citizen
  Position identity_at = 0;   // entry whose sealed part states name and CPR number
  bool number_only = false;   // no name has been stated yet

  // Wherever they lie. Pointers hold until the record changes.
  const Duty* duty(uint16_t number) const;
  const Course* course(uint16_t number) const;
  const Course* course_with(const Key& key) const;  // open ones first, then the latest closed
  bool has_note_of(const Key& message) const;
  const Thread* thread(uint16_t number) const;
  const Letter* letter(uint16_t number) const;        // of any thread
  const Letter* letter_of(const Key& message) const;  // likewise
  const Thread* thread_with(const Key& id) const;
  const LetterDraft* draft(uint16_t number) const;
  const Course* course_of(const Thread& thread) const;  // nullptr: tied to none that is known here
  std::vector<const Course*> all_courses() const;       // by number
  std::vector<const Duty*> all_duties() const;          // by number
  bool operator==(const Record&) const = default;
};

}  // namespace klynge
