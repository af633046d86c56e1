#pragma once
// Facts: what is written in the journal. Past tense, never changed. A fact carries all that a later fold
// needs, so that evolve and the views read no directory and no pathway. `text` fields are indexes into the
// entry's sealed texts plus one (0: none); folding never opens them.
//
// To add a fact: a struct here with a new `kind`, its fold in evolve.cc, its fields in
// message/journal/fact_codec.cc. Kinds are for ever.
#include <variant>

#include "core/record.h"

namespace klynge {

// --- the citizen ---
struct CitizenOpened {
  static constexpr uint16_t kind = 1;
  uint64_t controller = 0;
  Party municipality;
};
// This entry's sealed texts 0..2 are CPR number, family name, given name.
struct IdentityStated {
  static constexpr uint16_t kind = 2;
  bool number_only = false;  // a roster or a log has no names: the next message says them
};
struct MunicipalityChanged {
  static constexpr uint16_t kind = 3;
  Party municipality;
  Instant said{};  // when a person said so; none: a message did
};
struct CitizenDied {
  static constexpr uint16_t kind = 4;
  Instant at;
};
struct DeathAnnulled {
  static constexpr uint16_t kind = 5;
};
struct CitizenMerged {
  static constexpr uint16_t kind = 6;
  CitizenNumber into = 0;
};
struct CitizenSplit {
  static constexpr uint16_t kind = 7;
  CitizenNumber from = 0;
};
struct RecordFrozen {
  static constexpr uint16_t kind = 8;
  std::string invariant;
};
struct RecordThawed {
  static constexpr uint16_t kind = 9;
  Party by;
  uint8_t text = 0;
};

// The roster (core/roster.h). `source`: the entry that tells of the file it came from (FileImported).
struct CaseOpened {
  static constexpr uint16_t kind = 10;
  uint16_t number = 0;
  std::string case_kind;
  Party desk;
  Instant from, to;
  Position source = 0;
};
struct CaseChanged {
  static constexpr uint16_t kind = 11;
  uint16_t number = 0;
  Instant from, to;
  Position source = 0;
};
struct CaseClosed {  // a whole roster does not have it any more
  static constexpr uint16_t kind = 12;
  uint16_t number = 0;
  Instant to;
  Position source = 0;
};

struct GpNamed {
  static constexpr uint16_t kind = 13;
  Party gp, by;
};
struct ObjectionNoted {  // to the GP being told of a stay; or withdrawn
  static constexpr uint16_t kind = 14;
  bool withdrawn = false;
  Party by;
  uint8_t text = 0;
};
// Said anew under the same number: it has these days now.
struct CircumstanceStated {
  static constexpr uint16_t kind = 19;
  uint16_t number = 0;
  CircumstanceKind circumstance{};
  Instant from, to;
  Party where, by;
  uint16_t renewal = 0;
  uint8_t text = 0;
};
struct MoveAnnounced {
  static constexpr uint16_t kind = 18;
  Party to;
  Instant from;
};
// Another record becomes part of this one. All that it held, with the numbers it has here; the other says
// CitizenMerged in the same commit.
struct RecordsJoined {
  static constexpr uint16_t kind = 17;
  Joined other;
  Party municipality;
  Instant died;
  std::vector<Joined> joined;  // what the other had been joined with
  std::vector<Course> courses;
  std::vector<Duty> duties;
  std::vector<Case> cases;
  std::vector<Circumstance> circumstances;
  Party gp{};
  Instant objected{};
  uint8_t text = 0;
  std::vector<Thread> threads{};
  std::vector<LetterDraft> drafts{};
  std::vector<Party> barred{};
  Instant municipality_said{};
};

// --- courses and stays ---
struct CourseOpened {
  static constexpr uint16_t kind = 20;
  uint16_t course = 0;
  std::string pathway;
  uint16_t version = 0;
  Party municipality;
};
struct CourseKeyLearned {
  static constexpr uint16_t kind = 21;
  uint16_t course = 0;
  Key key;
};
// `state` and `ward` are those of the course after this note; a late note leaves them as they were.
struct StayNoted {
  static constexpr uint16_t kind = 22;
  uint16_t course = 0;
  StayEvent event{};
  Key message;
  Instant at;
  Party ward_named, sender;
  StayState state{};
  Party ward;
  Instant stay_start;
  bool late = false;
  bool deviates = false;
  NoteForm form = NoteForm::first;
  Key of{};                    // the note that is corrected or annulled
  bool reconstructed = false;  // from a log of the time before Klynge
  uint16_t place = 0;
  uint8_t text = 0;  // of what a person said, not a message
};
// What people say of a stay because no message carries it: `event` is one of those that a person may tell.
struct StayTold {
  static constexpr uint16_t kind = 28;
  uint16_t course = 0;
  StayEvent event{};
  Instant at;  // since when it is so; of a discharge: when it is expected
  Party by;
  uint8_t text = 0;
};
// A person with a basis told the GP of the stay. Nothing is sent by Klynge.
struct GpTold {
  static constexpr uint16_t kind = 29;
  uint16_t course = 0;
  Party gp, by;
  GpBasis basis{};
  uint8_t text = 0;
};
// Somebody says that the stay is over, where no notification did; the StayNoted that follows is by hand.
struct StayClosed {
  static constexpr uint16_t kind = 38;
  uint16_t course = 0;
  Party by;
  ClosedBecause because{};
  uint8_t text = 0;
};
// A new stay, in course `by`, began while this course had the citizen at home.
struct StayOvertaken {
  static constexpr uint16_t kind = 26;
  uint16_t course = 0, by = 0;
  Key message;
};
// What had closed or overtaken the course was annulled: it is open, and in the state it was in before.
struct StayResumed {
  static constexpr uint16_t kind = 27;
  uint16_t course = 0;
  StayState state{};
};
struct GapSeen {
  static constexpr uint16_t kind = 23;
  uint16_t course = 0;
  Key message;
};
struct GapFilled {
  static constexpr uint16_t kind = 24;
  uint16_t course = 0;
  Key message;
};
// Ends the strands still open in the course (contact among them) in the same breath.
struct CourseClosed {
  static constexpr uint16_t kind = 25;
  uint16_t course = 0;
  Key message{};  // with which the last of it ended; none: an act, or the clock
};

// --- duties ---
// `since` of a fact: when it came to be so, where that is not when it was written down (a message tells of an
// hour ago); none: when it was written down.
struct DutyOpened {
  static constexpr uint16_t kind = 40;
  uint16_t duty = 0, course = 0;
  std::string task;
  Strand strand{};
  Party holder;
  Ground ground{};
  std::string rule;
  Key cause;
  bool visible = true;
  Instant due;
  std::string ladder;
  Instant clock;
  Party by;
  uint8_t text = 0;
  Instant since{};
  uint16_t contributes_to = 0;
  Instant counts_from{};
};
struct DutyOffered {
  static constexpr uint16_t kind = 41;
  uint16_t duty = 0;
  Party to, by;
  Instant answer_by, clock;
  uint8_t text = 0;
};
// by_phone: who said yes and when is sealed (text); contest_until is then set.
struct OfferAccepted {
  static constexpr uint16_t kind = 42;
  uint16_t duty = 0;
  Party by;
  bool by_phone = false;
  Party recorded_by{};
  Instant contest_until{}, clock{};
  uint8_t text = 0;
  bool by_link = false;  // who answered is sealed (text)
};
struct OfferDeclined {
  static constexpr uint16_t kind = 43;
  uint16_t duty = 0;
  Party by;
  DeclineReason reason{};
  Party instead{};
  Instant clock{};
  uint8_t text = 0;
  bool by_phone = false;  // recorded for the party by another; who said no and when is sealed (text)
  Party recorded_by{};
  bool by_link = false;  // who answered is sealed (text)
};
struct OfferWithdrawn {
  static constexpr uint16_t kind = 44;
  uint16_t duty = 0;
  Instant clock;
};
// The duty was completed, taken, voided, assigned, passed or moved while it was offered; the party asked is
// told.
struct OfferEnded {
  static constexpr uint16_t kind = 45;
  uint16_t duty = 0;
  Party to;
  Instant clock{};  // the holder's own, which runs again
};
// An acceptance by phone denied by the party it was recorded for: the former holder has it again.
struct AcceptanceContested {
  static constexpr uint16_t kind = 46;
  uint16_t duty = 0;
  Party by;
  Instant clock;
  uint8_t text = 0;
};
struct DutyPassed {
  static constexpr uint16_t kind = 47;
  uint16_t duty = 0;
  Party to;
  std::string rule;
  bool visible = true;
  Instant due, clock, since{};
};
struct PassAnnounced {
  static constexpr uint16_t kind = 48;
  uint16_t duty = 0;
  Party to;
  std::string rule;
  Instant at;
  uint8_t text = 0;
};
struct PassCalledOff {
  static constexpr uint16_t kind = 49;
  uint16_t duty = 0;
};
struct DutySucceeded {
  static constexpr uint16_t kind = 50;
  uint16_t duty = 0;
  Party to;
  std::string reason;
  Instant day;
  bool visible = true;
  Instant clock;
};
struct DutyTaken {
  static constexpr uint16_t kind = 51;
  uint16_t duty = 0;
  Party by;
  Instant clock;
  uint8_t text = 0;
};
struct DutyAssigned {
  static constexpr uint16_t kind = 52;
  uint16_t duty = 0;
  Party unit;
  uint8_t text = 0;
};
struct LeftToCitizen {
  static constexpr uint16_t kind = 53;
  uint16_t duty = 0;
  Instant check_by, clock;
  uint8_t text = 0;
};
struct SilenceNoted {
  static constexpr uint16_t kind = 54;
  uint16_t duty = 0;
  ClockKind clock_kind{};
  uint8_t step = 0;
  LadderKind ladder{};
  std::vector<Party> told;
  Instant clock;
};
struct DutyCompleted {
  static constexpr uint16_t kind = 55;
  uint16_t duty = 0;
  Party by{};
  Proof proof{};
  Key message{};
  uint8_t text = 0;
  bool marked = false;
  Instant date{};  // that was stated with it: from when what follows is owed
};
struct DutyVoided {
  static constexpr uint16_t kind = 56;
  uint16_t duty = 0;
  Party by{};
  VoidReason reason{};
  uint8_t text = 0;
  Key message{};
};
// The event that opened it was told of with another time.
struct DueMoved {
  static constexpr uint16_t kind = 60;
  uint16_t duty = 0;
  Instant due, clock;
};
// From now on what its holder does is visible here, or no longer: a day of the directory has come.
struct VisibilityChanged {
  static constexpr uint16_t kind = 96;
  uint16_t duty = 0;
  bool visible = false;
  Instant clock;  // none: none runs
};
struct DutyReopened {
  static constexpr uint16_t kind = 57;
  uint16_t duty = 0;
  Party by;
  Instant clock;
  uint8_t text = 0;
};
struct CauseAnnulled {
  static constexpr uint16_t kind = 58;
  uint16_t duty = 0;
};
struct DutyReviewed {
  static constexpr uint16_t kind = 59;
  uint16_t duty = 0;
  Party by;
};  // a person opened it
struct DutyNoted {  // what whoever has it, or is asked, wants the next to know; it changes nothing
  static constexpr uint16_t kind = 92;
  uint16_t duty = 0;
  Party by;
  uint8_t text = 0;
};

// --- who may look ---
struct GlassBroken {
  static constexpr uint16_t kind = 93;
  Party by;
  Key person;
  Instant until;
  uint8_t text = 0;
};
struct UnitBarred {
  static constexpr uint16_t kind = 94;
  Party unit;
  bool lifted = false;
  Party by;  // none: the citizen
  uint8_t text = 0;
};

// --- what the citizen wants ---
// Folds to nothing: no rule looks at it. The latest is what stands.
struct GoalsWritten {
  static constexpr uint16_t kind = 95;
  Party by;  // who wrote down what the citizen said; none: the citizen, or who acts for the citizen
  bool acting = false;  // somebody who acts for the citizen wrote it
  uint8_t text = 0;
};

// --- letters ---
struct ThreadOpened {
  static constexpr uint16_t kind = 61;
  uint16_t thread = 0;
  Key id;
};
struct ThreadIdLearned {  // another id of the same conversation: its letters are converted on their way
  static constexpr uint16_t kind = 62;
  uint16_t thread = 0;
  Key id;
};
struct ThreadCourseLearned {
  static constexpr uint16_t kind = 63;
  uint16_t thread = 0;
  Key of;  // outside id of the course
};
// A letter that came here.
struct LetterNoted {
  static constexpr uint16_t kind = 64;
  uint16_t letter = 0, thread = 0;
  Key message;
  LetterKind letter_kind = LetterKind::first;
  Key answers;
  Party from, to;
  Instant sent;
  std::string category;
  bool converted = false;
  bool deviates = false;
};
// A letter that somebody here sends, when the entry was written down. The whole of it is the entry's sealed
// body, and its MessageHeader.id that of the entry's note (message/journal/entry.h): ledger/post.h.
struct LetterSent {
  static constexpr uint16_t kind = 65;
  uint16_t letter = 0, thread = 0;
  Key message;
  LetterKind letter_kind = LetterKind::first;
  Key answers;
  Party from, to;
  std::string category;
};
// The letter goes out by the post (core/post.h): it is awaited so long, and sent so many times more.
struct LetterPosted {
  static constexpr uint16_t kind = 70;
  uint16_t letter = 0;
  uint32_t wait_seconds = 0;
  uint8_t resends = 0;
  uint32_t taken_within_seconds = 0;  // else the sender is told
};
struct LetterDelivered {  // the transport took it
  static constexpr uint16_t kind = 71;
  uint16_t letter = 0;
  uint8_t times = 0;
};
// The other system's word on it, and the codes that it gave for it. What was believed: an answer that
// contradicts an earlier one is not.
struct LetterAcknowledged {
  static constexpr uint16_t kind = 72;
  uint16_t letter = 0;
  PostAnswer answer{};
  Key by;  // the acknowledgement
  std::string codes;
};
struct LetterGivenUp {  // no answer after the last resend
  static constexpr uint16_t kind = 73;
  uint16_t letter = 0;
};
struct LetterAskedAgain {  // somebody wants it to go once more
  static constexpr uint16_t kind = 74;
  uint16_t letter = 0;
  Party by;
};
// Who sent it is told: nobody took it in time (it is still tried), or its receiver's door refused it as it
// is, with this status of HTTP (it is not tried again unless somebody asks).
struct LetterNotTaken {
  static constexpr uint16_t kind = 75;
  uint16_t letter = 0;
  uint16_t status = 0;  // 0: not in time
};
struct LetterPrepared {  // or prepared anew, under its number
  static constexpr uint16_t kind = 66;
  uint16_t letter = 0, thread = 0, course = 0;
  LetterKind letter_kind = LetterKind::first;
  Key answers;
  Party by, to;
  std::string category;
};
struct LetterWithdrawn {
  static constexpr uint16_t kind = 67;
  uint16_t letter = 0;
  Party by;
};

// --- what was measured at home (does not change a record: no rule looks at a value) ---
// The entry's sealed text says what was measured, as it was stated (message/home_care_observation.h).
// `form` by_hand: a person of the municipality says so, and no message; it goes to nobody in particular.
struct Measured {
  static constexpr uint16_t kind = 30;
  Key message;
  NoteForm form = NoteForm::first;
  Key of;  // the report that is corrected or withdrawn
  Party from, to;
  Instant at;  // issued
  uint8_t text = 0;
};

// --- messages and commands (do not change a record; kept so that every receipt is accounted for) ---
struct MessageApplied {
  static constexpr uint16_t kind = 80;
  Key message;
};
struct DuplicateReceived {
  static constexpr uint16_t kind = 82;
  Key message;
  Position first = 0;
  uint16_t times = 0;
};
struct CommandRefused {
  static constexpr uint16_t kind = 83;
  uint8_t refusal = 0;
  uint16_t duty = 0;
};

// --- the installation (citizen 0) ---
struct WriterStarted {
  static constexpr uint16_t kind = 100;
  uint32_t epoch = 0;
  std::string program;
};
struct SettingAdopted {
  static constexpr uint16_t kind = 101;
  std::string what, name;
  std::string content_hash;
};
struct PartyLearned {
  static constexpr uint16_t kind = 102;
  Party party;
  PartyKind kind_of{};
  std::string gln, name;
};
struct MessageRefused {
  static constexpr uint16_t kind = 103;
  Key message;
  Party owner;
};  // body in quarantine
struct NoBasis {
  static constexpr uint16_t kind = 104;
  Key message;
  Party from, to;
  std::string type;
  Instant sent;
  uint32_t size_bytes = 0;
};
struct CitizenErased {
  static constexpr uint16_t kind = 105;
  CitizenNumber citizen = 0;
  uint64_t controller = 0;
  Position entry = 0;
  std::string basis;
};
struct QuarantineDestroyed {
  static constexpr uint16_t kind = 106;
  Position entry = 0;
};

// A roster or a log that somebody brought here, whole; what it said of a citizen stands with the citizen.
struct FileImported {
  static constexpr uint16_t kind = 107;
  std::string what;  // "roster" "log"
  std::string content_hash;
  uint32_t rows = 0, complaints = 0;  // understood; not understood
  bool complete = false;              // a whole roster: cases that are not in it have ended
  bool reconstructed = false;
};

// The party asked may answer by a link until then; an earlier one of the same offer is over.
struct LinkMade {
  static constexpr uint16_t kind = 90;
  uint16_t duty = 0;
  Instant until;
};
// Somebody came by the link and gave a code.
struct LinkTried {
  static constexpr uint16_t kind = 91;
  uint16_t duty = 0;
  bool right = false;
};

using AnyFact = std::variant<
    CitizenOpened, IdentityStated, MunicipalityChanged, CitizenDied, DeathAnnulled, CitizenMerged,
    CitizenSplit, RecordFrozen, RecordThawed, CourseOpened, CourseKeyLearned, StayNoted, GapSeen, GapFilled,
    CourseClosed, DutyOpened, DutyOffered, OfferAccepted, OfferDeclined, OfferWithdrawn, OfferEnded,
    AcceptanceContested, DutyPassed, PassAnnounced, PassCalledOff, DutySucceeded, DutyTaken, DutyAssigned,
    LeftToCitizen, SilenceNoted, DutyCompleted, DutyVoided, DutyReopened, CauseAnnulled, DutyReviewed,
    MessageApplied, DuplicateReceived, CommandRefused, WriterStarted, SettingAdopted, PartyLearned,
    MessageRefused, NoBasis, CitizenErased, QuarantineDestroyed, StayOvertaken, StayResumed, DueMoved,
    CaseOpened, CaseChanged, CaseClosed, FileImported, GpNamed, ObjectionNoted, StayTold, GpTold,
    CircumstanceStated, MoveAnnounced, RecordsJoined, StayClosed, ThreadOpened, ThreadIdLearned,
    ThreadCourseLearned, LetterNoted, LetterSent, LetterPrepared, LetterWithdrawn, LinkMade, LinkTried,
    Measured, LetterPosted, LetterDelivered, LetterAcknowledged, LetterGivenUp, LetterAskedAgain, DutyNoted,
    LetterNotTaken, GlassBroken, UnitBarred, GoalsWritten, VisibilityChanged>;
// What a variant of so many kinds needs to be copied and moved is made once (fact.cc), and not in every file
// that has one: there it was most of what the compiler did.
struct Fact : AnyFact {
  using AnyFact::AnyFact;
  Fact();
  Fact(const Fact&);
  Fact(Fact&&) noexcept;
  Fact& operator=(const Fact&);
  Fact& operator=(Fact&&) noexcept;
  ~Fact();
};

}  // namespace klynge
