#pragma once
// What somebody asks of the ledger, and the answer. A command carries its id, its time and its caller;
// the same command gets the same answer for ever (the ledger sees to that).
#include <variant>

#include "core/record.h"

namespace klynge {

enum class CallerRole : uint8_t {
  person = 1,      // a person of a party, by that party's token
  door = 2,        // a message door: speaks for the senders it may speak for
  clock = 3,       // the ledger's own tick
  operations = 4,  // whoever runs the installation
  citizen = 5,     // the citizen whom the record is about: Caller::self
  relative = 6,    // of the citizen Caller::self; what may be told and done is said by the record, or proved
  forum = 7,       // the professional forum and its secretariat: figures, no persons
  administrator = 8,  // configures the installation, sees no citizen
};

std::string_view word(CallerRole);

struct Caller {
  Party party;  // of a citizen, a relative, a forum: none
  CallerRole role = CallerRole::person;
  bool lay = false;        // of a person: neither a health person nor working on the responsibility of one
  CitizenNumber self = 0;  // of a citizen or a relative: whose record
  uint16_t voice = 0;      // of a relative: the circumstance there that says who it is
  Key person{};            // keyed hash of who it is; none: nobody in particular, by a token
  // Of a relative: when the mandate ends that a provider has proved; none: it has proved none.
  Instant mandate_until{};
  bool operator==(const Caller&) const = default;
};

// --- from messages ---
struct NotifyStay {
  Key message;
  StayEvent event{};
  NoteForm form = NoteForm::first;
  Key of;              // the note that is corrected or annulled, or that a death follows; none: not said
  uint16_t place = 0;  // how many messages its chain names before it
  Instant event_at;    // what the user must see
  Instant stay_start;
  std::vector<Key> courses;  // keyed outside ids, local first
  Party ward, sender, municipality;
  bool report_requested = false;
  bool deviates = false;    // a rule of use was broken; accepted, marked
  std::vector<Key> unseen;  // earlier messages of its chain that never came here
  Instant sent;
  bool reconstructed = false;  // from a log of the time before Klynge: what is over opens nothing
  uint8_t text = 0;
};

// A letter (CareCommunication) from one party to another.
struct NotifyLetter {
  Key message, thread;  // keyed ids
  LetterKind kind = LetterKind::first;
  Key answers;  // the message it answers or forwards; none: not said
  Party from, to;
  std::string category;
  std::vector<Key> courses;  // keyed outside ids of the course it names, local first
  Instant sent;
  bool converted = false;
  bool deviates = false;  // a rule of use was broken; accepted, marked
};

// --- letters written here ---
// Prepared, and sent by nobody yet. With a draft: another content of it. A reply answers the latest letter of
// its thread, and goes to who wrote with us there; `answers`, when it is given, says which letter was meant.
struct PrepareLetter {
  uint16_t draft = 0, thread = 0, answers = 0, course = 0;
  LetterKind kind = LetterKind::first;
  Party to;              // of a reply: none
  std::string category;  // none: as the thread has it
};
// A named person sends it. The ledger gives the ids: none of them is chance.
struct SendLetter {
  uint16_t draft = 0;
  Key message, thread;  // thread: of a letter that begins one
};
struct WithdrawLetter {
  uint16_t draft = 0;
};

// Values measured at home, by a municipality's team. They are kept and shown; no rule looks at them.
struct NotifyMeasured {
  Key message;
  NoteForm form = NoteForm::first;
  Key of;
  Party from, to;
  Instant at;
  uint8_t text = 0;
};

// --- what becomes of a letter on its way (core/post.h) ---
struct DeliverLetter {  // the transport took it
  Key message;
};
struct AcknowledgeLetter {
  Key message, acknowledgement;
  Party from;
  PostAnswer answer{};
  std::string codes;
};
struct GiveUpLetter {
  Key message;
};
struct NoteLetterNotTaken {
  Key message;
  uint16_t status = 0;  // with which the receiver's door refused it as it is; 0: nobody took it in time
};
struct SendLetterAgain {  // in error, or not answered yet
  uint16_t letter = 0;
};

// --- what no message carries ---
// A stay is expected at a ward. The admission that comes, with whatever ids, continues the course. With a
// course: said again, at another time.
struct ExpectStay {
  uint16_t course = 0;
  Party ward, municipality;  // municipality none: where the citizen lives
  Instant at;
  uint8_t text = 0;
};
struct CallOffStay {
  uint16_t course = 0;
  uint8_t text = 0;
};  // a reason is required
// `event`: discharge_expected (at: when; may be said again), ready and not_ready (at none: now), terminal,
// emergency_call, emergency_over.
struct TellStay {
  uint16_t course = 0;
  StayEvent event{};
  Instant at;
  uint8_t text = 0;
};
// The ward may be called for longer than the rule says.
struct ProlongWindow {
  uint16_t course = 0;
  Instant until;
  uint8_t text = 0;
};
struct NameGp {
  Party gp;
};
struct StateObjection {
  bool withdrawn = false;
  uint8_t text = 0;
};
// A health professional with a basis has told the GP of the stay; the text is § 41's reason.
struct TellGp {
  uint16_t course = 0;
  GpBasis basis{};
  uint8_t text = 0;
};

// --- verbs on duties (the table in docs/ledger.md) ---
struct OpenDuty {
  std::string task;
  uint16_t course = 0;
  Party holder;
  Instant due;
  Instant answer_by;
  uint8_t text = 0;
};
struct OfferDuty {
  uint16_t duty = 0;
  Party to;
  Instant answer_by;
  uint8_t text = 0;
};  // answer_by none: the pathway's
struct AcceptOffer {
  uint16_t duty = 0;
};
// Recorded by the holder for the party that said yes on the phone; text: who and when, required.
struct AcceptByPhone {
  uint16_t duty = 0;
  Party accepted_by;
  uint8_t text = 0;
};
struct ContestAcceptance {
  uint16_t duty = 0;
  uint8_t text = 0;
};
struct DeclineOffer {
  uint16_t duty = 0;
  DeclineReason reason{};
  Party instead;
  uint8_t text = 0;
};
// Recorded by the holder for the party that said no on the phone; text: who and when, required.
struct DeclineByPhone {
  uint16_t duty = 0;
  Party declined_by;
  DeclineReason reason{};
  Party instead;
  uint8_t text = 0;
};
// The party asked is to answer by a link. Answered: the party, and when it was asked.
struct MakeLink {
  uint16_t duty = 0;
  Instant until;
};
// What a link names: the offer and its end. Another offer, or another end, is another link.
struct LinkedOffer {
  Party to;
  Instant made, until;
};
// The door tells that somebody came by the link and gave a code.
struct TryLink {
  uint16_t duty = 0;
  LinkedOffer offer;
  bool right = false;
};
struct AnswerByLink {
  uint16_t duty = 0;
  LinkedOffer offer;
  bool accepts = false;
  DeclineReason reason{};  // when it declines
  uint8_t text = 0;        // who answers and how they are reached, required
};
struct WithdrawOffer {
  uint16_t duty = 0;
};
struct TakeDuty {
  uint16_t duty = 0;
  uint8_t text = 0;
};  // a reason is required
struct AssignDuty {
  uint16_t duty = 0;
  Party unit;
  uint8_t text = 0;
};
struct LeaveToCitizen {
  uint16_t duty = 0;
  Instant check_by;
  uint8_t text = 0;
};  // text: told how, required
struct CompleteDuty {
  uint16_t duty = 0;
  uint8_t text = 0;
  bool marked = false;  // for somebody to follow up
  Instant date{};       // from when what follows is owed; none: from now
};
struct VoidDuty {
  uint16_t duty = 0;
  VoidReason reason{};
  uint8_t text = 0;
};
struct ReopenDuty {
  uint16_t duty = 0;
  uint8_t text = 0;
};  // a reason is required
struct NoteDuty {
  uint16_t duty = 0;
  uint8_t text = 0;
};
struct ReviewDuty {
  uint16_t duty = 0;
};
struct SucceedDuty {
  uint16_t duty = 0;
  Party to;
  std::string reason;
  Instant day;
};  // operations only
struct ThawRecord {
  uint8_t text = 0;
};  // operations only

// --- who may look (core/access.h) ---
// A health person needs to see more than the part in the course opens, and says why.
struct BreakGlass {
  uint8_t text = 0;
};
// The citizen does not want a unit, or a whole organisation, to look; or wants it again.
struct BarUnit {
  Party unit;
  bool lifted = false;
  uint8_t text = 0;
};

// --- what the citizen wants (decide_self.cc) ---
// By the citizen, by who acts for the citizen, or written down by somebody who was told.
struct WriteGoals {
  uint8_t text = 0;
};
// By the citizen or who acts for the citizen, to nobody in particular: a rule says who reads it.
struct AskQuestion {
  uint8_t text = 0;
};
// Values as they were stated by whoever measured. They are kept and shown; no rule looks at them.
struct Measure {
  Instant at;  // none: now
  uint8_t text = 0;
};

// --- the roster ---
struct CaseStated {
  std::string kind;
  Party desk;
  Instant from, to;  // to none: until further notice
};
// What a roster says of the citizen. `complete`: it says all, so what it does not say has ended.
struct StateCases {
  std::vector<CaseStated> cases;
  bool complete = false;
  Position source = 0;
  Party gp = {};  // the citizen's; none: not said
};  // operations only

// --- the citizen ---
// The stay is over and no notification said so. By whoever has the duty that a discharge ends, the
// municipality of the course, or operations; docs/ledger.md says why.
struct CloseStay {
  uint16_t course = 0;
  ClosedBecause because{};
  Instant at;        // when the citizen went home; none: now
  uint8_t text = 0;  // who said so, required
};
// Something holds of the citizen for a time. `number`: one stated before, which has these days now.
struct StateCircumstance {
  uint16_t number = 0;
  CircumstanceKind kind{};
  Instant from, to;  // from none: now; to none: until further notice
  Party where;       // no_residence
  uint8_t text = 0;  // of persons: who, and how they are reached
};
// The citizen has another municipality from that day.
struct MoveCitizen {
  Party municipality;
  Instant from;  // none: now
};
// Another record is of the same citizen: a replacement number has become a CPR number. The ledger brings the
// other record with it. Operations only.
struct JoinRecords {
  CitizenNumber other = 0;
  uint8_t text = 0;  // how it is known, required
  std::shared_ptr<const Record> record;
};

// --- time ---
// `awake_since`: when this process began to look; what ran out before then is silent once, spread over the
// grace after it, so that a night's downtime wakes nobody forty times at once.
struct Tick {
  Instant awake_since;
};

using AnyAsk =
    std::variant<NotifyStay, OpenDuty, OfferDuty, AcceptOffer, AcceptByPhone, ContestAcceptance, DeclineOffer,
                 WithdrawOffer, TakeDuty, AssignDuty, LeaveToCitizen, CompleteDuty, VoidDuty, ReopenDuty,
                 ReviewDuty, NoteDuty, SucceedDuty, ThawRecord, Tick, StateCases, ExpectStay, CallOffStay,
                 TellStay, ProlongWindow, NameGp, StateObjection, TellGp, CloseStay, StateCircumstance,
                 MoveCitizen, JoinRecords, NotifyLetter, PrepareLetter, SendLetter, WithdrawLetter,
                 DeclineByPhone, MakeLink, TryLink, AnswerByLink, NotifyMeasured, DeliverLetter,
                 AcknowledgeLetter, GiveUpLetter, SendLetterAgain, NoteLetterNotTaken, BreakGlass, BarUnit,
                 WriteGoals, AskQuestion, Measure>;
// Copied and moved in one place (command.cc), as Fact is.
struct Ask : AnyAsk {
  using AnyAsk::AnyAsk;
  Ask();
  Ask(const Ask&);
  Ask(Ask&&) noexcept;
  Ask& operator=(const Ask&);
  Ask& operator=(Ask&&) noexcept;
  ~Ask();
};

struct Command {
  Key id;
  Instant at;
  Caller caller;
  Ask ask;
  Position position = 0;  // of the entry that the decision becomes
  Instant seen{};         // as of when the caller saw the duty; none: not said
};

// Numbers are kept in the journal.
enum class Refusal : uint8_t {
  none = 0,
  no_such_duty = 1,
  no_such_party = 2,       // not in the directory, or not on that day
  not_yours = 3,           // only the holder may; answer.party holds it
  not_offered_to_you = 4,  // answer.party is asked, or holds it now
  already_offered = 5,     // answer.party is asked
  not_offered = 6,
  ended = 7,  // done or void; may be reopened
  not_ended = 8,
  accepted_by_other = 9,   // answer.party has it
  contact_must_stay = 10,  // contact ends only with its course
  reason_required = 11,
  kind_may_not_take = 12,  // the step does not allow this kind of party to take it
  not_allowed = 13,        // role
  frozen = 14,
  too_late_to_contest = 15,
  same_party = 16,
  barred = 17,
  time_is_past = 18,  // an answer-by or check-by before now
  no_such_course = 19,
  dead = 20,  // a letter or task for a citizen who has died
  no_such_task = 21,
  objected = 22,              // the citizen does not want the GP told
  other_state = 23,           // the stay is not where this can be said of it
  no_open_stay = 32,          // the citizen is not in hospital in that course
  wrong_time = 33,            // before what is known already, to come, or ends before it begins
  joined_with_other = 34,     // the record is part of another one now
  no_such_citizen = 35,       // to be joined with
  no_such_circumstance = 36,  // of that number and kind
  no_such_letter = 40,        // neither a draft nor a thread of that number
  not_the_latest = 41,      // only the latest letter of a thread is answered (CareCommunication 5.0, rule 5)
  no_location_number = 42,  // a party that letters cannot be sent from, or to
  not_switched_on = 43,     // nothing is sent to that party from here
  answered_otherwise = 44,  // the letter has been acknowledged, and not like this
  link_over = 90,           // the offer is answered or gone, the time is up, or there is a newer link
  link_locked = 91,         // too many wrong codes
  changed_since = 110,      // the duty has changed hands, or is offered anew, since the caller saw it
};
std::string_view word(Refusal);

struct Answer {
  Refusal refusal = Refusal::none;
  uint16_t duty = 0, course = 0;
  Party party{};  // who has it, or who is asked
  Instant at{};   // since when
  uint16_t letter = 0, thread = 0;
  Instant due{};  // by when a question is answered
  bool ok() const { return refusal == Refusal::none; }
  bool operator==(const Answer&) const = default;
};

}  // namespace klynge
