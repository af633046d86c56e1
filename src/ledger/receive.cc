// A message's way through the ledger: seen before? ours to receive? understood? then decide and settle.
#include <algorithm>
#include <iterator>
#include <tuple>

#include "core/roster.h"
#include "ledger/ledger_impl.h"
#include "ledger/rows.h"
#include "message/home_care_observation.h"

namespace klynge {
namespace {

constexpr uint64_t probes_max = 16;
constexpr uint16_t repeats_before_somebody_looks = 3;

using message::Issue;
using message::Notice;
using message::Severity;

// What a notification is about, and whether it tells of it, puts it right or takes it back.
std::pair<StayEvent, NoteForm> event_of(Notice notice) {
  using enum NoteForm;
  switch (notice) {
    case Notice::STAA:
      return {StayEvent::acute, first};
    case Notice::RE_STAA:
      return {StayEvent::acute, correction};
    case Notice::AN_STAA:
      return {StayEvent::acute, annulment};
    case Notice::STIN:
      return {StayEvent::admitted, first};
    case Notice::RE_STIN:
      return {StayEvent::admitted, correction};
    case Notice::AN_STIN:
      return {StayEvent::admitted, annulment};
    case Notice::STOR:
      return {StayEvent::leave, first};
    case Notice::RE_STOR:
      return {StayEvent::leave, correction};
    case Notice::AN_STOR:
      return {StayEvent::leave, annulment};
    case Notice::SLOR:
      return {StayEvent::back, first};
    case Notice::RE_SLOR:
      return {StayEvent::back, correction};
    case Notice::AN_SLOR:
      return {StayEvent::back, annulment};
    case Notice::SLHJ:
      return {StayEvent::home, first};
    case Notice::RE_SLHJ:
      return {StayEvent::home, correction};
    case Notice::AN_SLHJ:
      return {StayEvent::home, annulment};
    case Notice::MORS:
      return {StayEvent::dead, first};
    case Notice::RE_MORS:
      return {StayEvent::dead, correction};
    case Notice::AN_MORS:
      return {StayEvent::dead, annulment};
  }
  return {};
}

// Messages that its chain names and nobody has seen, and those that had been missing.
std::pair<uint64_t, uint64_t> gaps_in(const std::vector<Fact>& facts) {
  std::pair<uint64_t, uint64_t> counted;
  for (const Fact& fact : facts) {
    counted.first += std::holds_alternative<GapSeen>(fact);
    counted.second += std::holds_alternative<GapFilled>(fact);
  }
  return counted;
}

// The sealed texts of IdentityStated.
template <class Said>
std::vector<std::string> name_in(const Said& said) {
  return {said.cpr, said.family, said.given};
}

std::vector<std::string> named_in(const message::Reading& reading) {
  if (reading.letter) return name_in(*reading.letter);
  if (reading.observation) return name_in(*reading.observation);
  return name_in(*reading.notification);
}

bool has_warning(const std::vector<Issue>& issues) {
  return std::any_of(issues.begin(), issues.end(),
                     [](const Issue& i) { return i.severity == Severity::warning; });
}

}  // namespace

Result<Reply> Ledger::Impl::receive(Receive& request, Instant now) {
  const Prepared& prepared = request.prepared;
  Arrival arrival{request.prepared, request.door};
  if (!prepared.message.none()) {
    auto before = find(messages, prepared.message, &message::MessageNote::id);
    if (!before) return before.problem();
    if (before->found != 0) return repeat(arrival, before->found, now);
    arrival.message_slot = before->free();
  }
  if (const auto at = prepared.about()) {
    auto kept = may_be_kept(prepared.citizen, *at);
    if (!kept) return kept.problem();
    if (!*kept) return discard(arrival, now);
  }
  if (prepared.is_large() && !prepared.kept) return not_now_reply("its content has not been kept yet");
  message::check_ahead(request.prepared.reading, stamp(now));
  std::vector<Issue> issues = prepared.reading.issues;
  if (!prepared.envelope.none()) {
    auto used = find(envelopes, prepared.envelope, &message::MessageNote::envelope);
    if (!used) return used.problem();
    if (used->found != 0) {
      issues.push_back(
          {Severity::error, "Bundle.id", "envelope-id-reused",
           "expected a Bundle.id never used before; this one came earlier with another MessageHeader.id",
           "duplicate", "MSG_DUPLICATE_ID"});
      return refuse(arrival, std::move(issues), message::Answer::fatal_error, now);
    }
    arrival.envelope_slot = used->free();
  }
  if (prepared.reading.acknowledgement) return acknowledged(arrival, now);
  if (prepared.reading.answer != message::Answer::ok)
    return refuse(arrival, std::move(issues), prepared.reading.answer, now);
  if (auto fault = fault_of(prepared)) {
    issues.push_back(std::move(*fault));
    return refuse(arrival, std::move(issues), message::Answer::fatal_error, now);
  }
  return apply(arrival, now);
}

Result<Reply> Ledger::Impl::would_keep(const AskWhetherKept& request) {
  Reply reply;
  reply.how = Reply::How::answered;
  if (!request.message.none()) {
    auto before = find(messages, request.message, &message::MessageNote::id);
    if (!before) return before.problem();
    if (before->found != 0) return reply;
  }
  if (!request.citizen.none()) {
    auto kept = may_be_kept(request.citizen, request.event_at);
    if (!kept) return kept.problem();
    if (!*kept) return reply;
  }
  reply.would_be_kept = true;
  return reply;
}

// --- seen before? --------------------------------------------------------------------------------------

Result<Slot> Ledger::Impl::find(const LazyIndex& index, const Key& key, Key message::MessageNote::* member,
                                Position known) {
  for (uint64_t i = 0, at = first_64(key); i < probes_max; ++i, ++at) {
    auto value = index.get(*reader, at);
    if (!value) return value.problem();
    if (!value->has_value()) return Slot{0, at};
    if (**value == known) return Slot{known, at};
    auto entry = entry_at(**value);
    if (!entry) return entry.problem();
    if (entry->message && (*entry->message).*member == key) return Slot{**value, at};
  }
  return not_understood("index", "too many keyed hashes share their first 64 bits");
}

void Ledger::Impl::remember(const Arrival& arrival, Position at) {
  if (arrival.message_slot) messages.put(*arrival.message_slot, at);
  if (arrival.envelope_slot) envelopes.put(*arrival.envelope_slot, at);
}

// The same letter again gets the same answer, in a new envelope, and changes nothing. The same id with
// another content is an error of the sender's that must be told. The new envelope is not counted as used: a
// repeat brings nothing, and a letter that was never seen must not be refused for the sake of one.
Result<Reply> Ledger::Impl::repeat(const Arrival& arrival, Position first, Instant now) {
  const Prepared& prepared = arrival.prepared;
  auto entry = entry_at(first);
  if (!entry) return entry.problem();
  const message::MessageNote& note = *entry->message;

  auto times = repeats.get(*reader, first_64(note.id));
  if (!times) return times.problem();
  const auto count = static_cast<uint16_t>(std::min<uint64_t>(times->value_or(1) + 1, 60'000));

  Reply reply;
  reply.how = Reply::How::answered;
  reply.repeated = true;
  reply.citizen = entry->header.citizen;
  const bool other_content =
      !note.content.empty() &&
      note.content != View(reinterpret_cast<const char*>(prepared.content.octets.data()), 16);
  if (other_content) {
    reply.message_answer = message::Answer::fatal_error;
    reply.issues = {
        {Severity::error, "Bundle.entry[0].resource.id", "message-id-reused",
         "expected the content that came with this MessageHeader.id the first time; this is another",
         "duplicate", "MSG_DUPLICATE_ID"}};
  } else {
    reply.message_answer = note.answer;
    reply.issues = note.issues;
    reply.issues.push_back({Severity::information, "Bundle.entry[0].resource.id", "duplicate",
                            "this message came before and was answered the same", "duplicate",
                            "MSG_DUPLICATE_ID"});
  }

  EntryDraft draft;
  draft.entry = blank(message::EntryKind::message, entry->header.citizen, now);
  draft.entry.caller = arrival.door;
  draft.entry.command = note.id;
  message::MessageNote receipt;
  receipt.id = note.id;
  if (entry->header.kind != message::EntryKind::no_basis) receipt.envelope = prepared.envelope;
  receipt.type = note.type;
  receipt.answer = reply.message_answer;
  receipt.size_bytes = prepared.size_bytes;
  draft.entry.message = std::move(receipt);
  draft.entry.facts.push_back(DuplicateReceived{note.id, first, count});

  Result<Position> added = Position{0};
  if (draft.entry.header.citizen == 0) {
    added = add(std::move(draft));
  } else {
    auto remembered = recollect_joined(draft.entry.header.citizen);
    if (!remembered) return remembered.problem();
    const Record& before = (*remembered)->record;
    draft.entry.header.citizen = before.citizen;
    if (count == repeats_before_somebody_looks && !setting.operations.none()) {
      Command look{note.id,
                   last_stamp,
                   {setting.operations, CallerRole::operations},
                   OpenDuty{"message-repeats", 0, setting.operations, {}, {}, 0}};
      for (Fact& fact : decide(before, look, setting).facts) draft.entry.facts.push_back(std::move(fact));
    }
    Record after = before;
    evolve(after, draft.entry.facts, Stamp{draft.entry.header.stamp, position + 1});
    added = settle(std::move(draft), **remembered, std::move(after));
  }
  if (!added) return added.problem();
  repeats.put(first_64(note.id), count);
  ++state.duplicates;
  reply.position = *added;
  acknowledge(reply, prepared, other_content ? std::string{} : note.acknowledgement_id, *added, now);
  return reply;
}

// --- an acknowledgement ---------------------------------------------------------------------------------

namespace {

PostAnswer post_answer_of(message::Answer answer) {
  switch (answer) {
    case message::Answer::ok:
      return PostAnswer::ok;
    case message::Answer::fatal_error:
      return PostAnswer::fatal_error;
    case message::Answer::transient_error:
      return PostAnswer::transient_error;
    case message::Answer::none:
      break;
  }
  return PostAnswer::none;
}

std::string joined_codes(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes) text += (text.empty() ? "" : ",") + code;
  return text;
}

}  // namespace

// It is never answered. One that is of nothing that was sent from here, or is not believed (another party's,
// or not what was said before), changes nothing; it is laid aside, counted, and its sender told why.
Result<Reply> Ledger::Impl::acknowledged(Arrival& arrival, Instant now) {
  Prepared& prepared = arrival.prepared;
  const message::AcknowledgementRead& said = *prepared.reading.acknowledgement;
  const auto not_believed = [&](std::string rule, std::string why) {
    ++state.acknowledgements_unknown;
    std::vector<Issue> issues = prepared.reading.issues;
    issues.push_back({Severity::warning, "Bundle.entry[0].resource.response", std::move(rule), std::move(why),
                      "processing", ""});
    return refuse(arrival, std::move(issues), message::Answer::none, now);
  };
  auto sent = find(messages, prepared.acknowledged, &message::MessageNote::id);
  if (!sent) return sent.problem();
  if (sent->found == 0)
    return not_believed("acknowledges-nothing", "the id of a message sent from here was expected");
  auto letter = entry_at(sent->found);
  if (!letter) return letter.problem();
  if (letter->header.kind != message::EntryKind::command)
    return not_believed("acknowledges-nothing", "the id of a message sent from here was expected");
  auto remembered = recollect_joined(letter->header.citizen);
  if (!remembered) return remembered.problem();
  const Record& before = (*remembered)->record;

  EntryDraft draft;
  draft.entry = blank(message::EntryKind::message, before.citizen, now);
  const AcknowledgeLetter ask{prepared.acknowledged, prepared.message,
                              party_of(prepared.reading.header->sender.sor), post_answer_of(said.code),
                              joined_codes(said.details)};
  Decision decision = decide(
      before, Command{prepared.message, draft.entry.header.stamp, arrival.door, ask, position + 1}, setting);
  if (!decision.answer.ok())
    return not_believed("acknowledgement-" + std::string(word(decision.answer.refusal)),
                        "an acknowledgement of the receiver's, and one that does not contradict its first, "
                        "was expected");
  Record after = decision.after ? std::move(*decision.after) : Record(before);
  draft.entry.facts = std::move(decision.facts);
  draft.entry.facts.push_back(MessageApplied{prepared.message});
  auto is_sound = sound(after, **remembered, "message", now);
  if (!is_sound) return is_sound.problem();
  if (!*is_sound) return not_believed("record-frozen", "the citizen's record is closed for changes");
  draft.entry.caller = arrival.door;
  draft.entry.command = prepared.message;
  draft.entry.message = note_of(prepared, message::Answer::none, prepared.reading.issues);
  draft.body = std::move(prepared.packed);
  draft.content = std::move(prepared.kept);
  auto added = settle(std::move(draft), **remembered, std::move(after));
  if (!added) return added.problem();
  remember(arrival, *added);
  ++state.letters_acknowledged;
  Reply reply;
  reply.how = Reply::How::answered;
  reply.position = *added;
  reply.citizen = before.citizen;
  reply.message_answer = message::Answer::none;
  reply.issues = prepared.reading.issues;
  return reply;
}

// --- ours to receive? ----------------------------------------------------------------------------------

std::optional<Issue> Ledger::Impl::fault_of(const Prepared& prepared) const {
  const message::Header& header = *prepared.reading.header;
  if (!prepared.about())
    return Issue{Severity::error,
                 "Bundle.entry[0].resource.eventCoding",
                 "type-not-received",
                 "expected one of the message types received here; " + prepared.reading.type +
                     " is not one of them yet",
                 "not-supported",
                 "MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE"};
  if (setting.directory.find(party_of(header.receiver.sor)) == nullptr)
    return Issue{Severity::error,
                 "Bundle.entry[0].resource.destination[0].receiver",
                 "receiver-unknown",
                 "expected a receiver known here; SOR " + header.receiver.sor + " is not in the directory",
                 "not-found",
                 "MSG_Receiver_Identifier_UNKNOWN"};
  return std::nullopt;
}

// We answer for the organisations in `acts_for`. What comes for others is read as a copy and not
// acknowledged, but a receiver nobody knows is answered for, once this installation answers for anybody at
// all.
bool Ledger::Impl::acknowledges(const Prepared& prepared) const {
  const auto& header = prepared.reading.header;
  if (!header || header->message_id.empty() || prepared.reading.acknowledgement || header->sender.sor.empty())
    return false;
  const Party receiver = party_of(header->receiver.sor);
  if (setting.answers_for(receiver)) return true;
  return !setting.acts_for.empty() && setting.directory.find(receiver) == nullptr;
}

void Ledger::Impl::acknowledge(Reply& reply, const Prepared& prepared, const std::string& acknowledgement_id,
                               Position made_at, Instant now) const {
  reply.acknowledge = acknowledges(prepared) && reply.message_answer != message::Answer::none;
  if (!reply.acknowledge) return;
  auto id = [&](uint32_t n) { return seal::make_uuid(secrets, options.partition, made_at, n); };
  reply.acknowledgement_ids = {id(1), acknowledgement_id.empty() ? id(0) : acknowledgement_id, id(2), id(3),
                               now};
}

message::MessageNote Ledger::Impl::note_of(const Prepared& prepared, message::Answer answer,
                                           const std::vector<Issue>& issues) const {
  message::MessageNote note;
  note.id = prepared.message;
  note.envelope = prepared.envelope;
  if (!prepared.content.none())
    note.content = Bytes(reinterpret_cast<const char*>(prepared.content.octets.data()), 16);
  if (const auto& header = prepared.reading.header) {
    note.sender = party_of(header->sender.sor);
    note.receiver = party_of(header->receiver.sor);
    note.sent = header->built.at;
  }
  note.type = prepared.reading.type;
  note.answer = answer;
  note.issues = issues;
  note.size_bytes = prepared.size_bytes;
  if (acknowledges(prepared))
    note.acknowledgement_id = seal::make_uuid(secrets, options.partition, position + 1, 0);
  return note;
}

// --- no legal basis ------------------------------------------------------------------------------------

Result<bool> Ledger::Impl::may_be_kept(const Key& cpr, Instant event_at) {
  if (options.everybody_has_basis) return true;
  auto known = citizen_of(cpr);
  if (!known) return known.problem();
  if (!*known) return false;
  auto remembered = recollect(**known);
  if (!remembered) return remembered.problem();
  return has_basis((*remembered)->record, setting.case_kinds, event_at);
}

// Retssikkerhedsloven § 12 c: without a case that gives a basis the municipality may not keep the message,
// and MedCom has it acknowledged all the same (HospitalNotification 3.0, receiver's rules R.BR1 and R.BR2).
// What is written down is what a log of the transport would have, so that a repeat gets the same answer:
// nothing that says who it was about, no course, no hash of the content, and no name of the sender.
Result<Reply> Ledger::Impl::discard(Arrival& arrival, Instant now) {
  const Prepared& prepared = arrival.prepared;
  Reply reply;
  reply.how = Reply::How::answered;
  reply.without_basis = true;
  reply.message_answer = message::Answer::ok;
  if (auto fault = fault_of(prepared)) {
    reply.message_answer = message::Answer::fatal_error;
    reply.issues.push_back(std::move(*fault));
  }
  EntryDraft draft;
  draft.entry = blank(message::EntryKind::no_basis, 0, now);
  draft.entry.caller = arrival.door;
  draft.entry.command = prepared.message;
  message::MessageNote note = note_of(prepared, reply.message_answer, reply.issues);
  note.envelope = {};
  note.content.clear();
  const std::string acknowledgement_id = note.acknowledgement_id;
  draft.entry.facts.push_back(
      NoBasis{prepared.message, note.sender, note.receiver, note.type, note.sent, note.size_bytes});
  draft.entry.message = std::move(note);
  auto added = add(std::move(draft));
  if (!added) return added.problem();
  remember(arrival, *added);
  ++state.without_basis;
  reply.position = *added;
  acknowledge(reply, prepared, acknowledgement_id, *added, now);
  return reply;
}

// --- not accepted --------------------------------------------------------------------------------------

// Kept sealed with a key of that receiver and day, destroyed after 30 days; the refusal has an owner here,
// and the sender is told. A transient answer is not an answer: nothing is remembered, so the resend is
// processed.
Result<Reply> Ledger::Impl::refuse(Arrival& arrival, std::vector<Issue> issues, message::Answer answer,
                                   Instant now) {
  Prepared& prepared = arrival.prepared;
  Reply reply;
  reply.how = Reply::How::answered;
  reply.message_answer = answer;

  EntryDraft draft;
  draft.entry = blank(message::EntryKind::refused, 0, now);
  draft.entry.caller = arrival.door;
  draft.entry.command = prepared.message;
  draft.entry.message = note_of(prepared, answer, issues);
  reply.issues = std::move(issues);
  draft.entry.facts.push_back(MessageRefused{prepared.message, setting.operations});
  draft.body = std::move(prepared.packed);
  draft.content = std::move(prepared.kept);
  draft.sealed_by = std::max<uint64_t>(draft.entry.message->receiver.sor, 1);
  draft.sealed_for = seal::quarantine_citizen(last_stamp.us / days(1).us);
  const bool remembered = answer != message::Answer::transient_error;
  if (!remembered) draft.entry.message->id = draft.entry.message->envelope = Key{};
  const std::string acknowledgement_id = draft.entry.message->acknowledgement_id;

  store::Row row;
  row.key = {refused_view, 1, setting.operations.sor, last_stamp.us, 0, 0};
  FieldWriter fields(row.bytes);
  fields.text(1, draft.entry.message->type);
  fields.number(2, static_cast<uint64_t>(answer));
  fields.number(3, draft.entry.message->sender.sor);
  fields.number(4, draft.sealed_by);
  fields.number(5, draft.sealed_for);

  auto added = add(std::move(draft));
  if (!added) return added.problem();
  if (remembered) remember(arrival, *added);
  row.key.key_high = *added;
  row.changed = *added;
  rows[row.key] = row;
  ++state.refused;
  reply.position = *added;
  acknowledge(reply, prepared, acknowledgement_id, *added, now);
  return reply;
}

// --- accepted ------------------------------------------------------------------------------------------

Result<Party> Ledger::Impl::learn_party(const message::Organisation& organisation, PartyKind kind,
                                        Instant now) {
  const Party party = party_of(organisation.sor);
  const PartyInfo* known = setting.directory.find(party);
  // A letter does not say what its sender is; a notification does.
  const bool says_more = known != nullptr && known->kind == PartyKind::unknown && kind != PartyKind::unknown;
  if (known != nullptr && !says_more) return party;
  PartyInfo info;
  if (known != nullptr) info = *known;
  info.party = party;
  info.kind = kind;
  if (info.gln.empty()) info.gln = organisation.gln;
  if (info.name.empty()) info.name = organisation.name;
  EntryDraft draft;
  draft.entry = blank(message::EntryKind::installation, 0, now);
  draft.entry.facts.push_back(PartyLearned{party, kind, info.gln, info.name});
  auto added = add(std::move(draft));
  if (!added) return added.problem();
  store::Row row = party_row(info, *added);
  rows[row.key] = std::move(row);
  setting.directory.add(std::move(info));
  return party;
}

// What the message asks of the record; the parties that it names are learned.
Result<Ask> Ledger::Impl::ask_of(const Prepared& prepared, Instant now) {
  const message::Header& header = *prepared.reading.header;
  if (const auto& letter = prepared.reading.letter) {
    auto sender = learn_party(header.sender, PartyKind::unknown, now);
    if (!sender) return sender.problem();
    return Ask{NotifyLetter{.message = prepared.message,
                            .thread = prepared.thread,
                            .kind = letter->kind,
                            .answers = prepared.previous,
                            .from = *sender,
                            .to = party_of(header.receiver.sor),
                            .category = letter->category,
                            .courses = prepared.courses,
                            .sent = letter->sent.at,
                            .converted = letter->converted,
                            .deviates = has_warning(prepared.reading.issues)}};
  }
  if (const auto& observation = prepared.reading.observation) {
    auto sender = learn_party(header.sender, PartyKind::unknown, now);
    if (!sender) return sender.problem();
    return Ask{NotifyMeasured{.message = prepared.message,
                              .form = observation->form,
                              .of = observation->form == NoteForm::first ? Key{} : prepared.previous,
                              .from = *sender,
                              .to = party_of(header.receiver.sor),
                              .at = observation->issued.at}};
  }
  const message::HospitalNotification& said = *prepared.reading.notification;
  auto sender = learn_party(header.sender, PartyKind::hospital, now);
  if (!sender) return sender.problem();
  auto ward = learn_party(said.provider, PartyKind::hospital, now);
  if (!ward) return ward.problem();
  NotifyStay notify;
  notify.message = prepared.message;
  std::tie(notify.event, notify.form) = event_of(said.notice);
  if (notify.form != NoteForm::first || notify.event == StayEvent::dead) notify.of = prepared.previous;
  // A sender's clock that is ahead decides nothing in advance: what has happened since, and is told with a
  // true time, must not be late for its sake. So the event counts from its receipt at the latest.
  notify.event_at = std::min(said.event.at, stamp(now));
  notify.place = static_cast<uint16_t>(std::min<size_t>(prepared.chain.size(), UINT16_MAX));
  notify.stay_start = std::min(said.start.at, stamp(now));
  notify.courses = prepared.courses;
  notify.ward = *ward;
  notify.sender = *sender;
  notify.municipality = party_of(header.receiver.sor);
  notify.report_requested = said.report_requested;
  notify.deviates = has_warning(prepared.reading.issues);
  notify.sent = said.sent.at;
  return Ask{std::move(notify)};
}

// Earlier messages of the chain that nobody here has seen.
Result<std::vector<Key>> Ledger::Impl::unseen_of(const Prepared& prepared, const Record& before) {
  std::vector<Key> unseen;
  for (const Key& earlier : prepared.chain) {
    if (before.has_note_of(earlier)) continue;
    auto seen = find(messages, earlier, &message::MessageNote::id);
    if (!seen) return seen.problem();
    if (seen->found == 0) unseen.push_back(earlier);
  }
  return unseen;
}

// Where the citizen of a letter lives is not said in it: the municipality that writes or is written to, if
// one is.
Party Ledger::Impl::residence_of(const Prepared& prepared) const {
  const message::Header& header = *prepared.reading.header;
  const Party receiver = party_of(header.receiver.sor), sender = party_of(header.sender.sor);
  if (prepared.reading.notification) return receiver;
  for (const Party party : {receiver, sender}) {
    const PartyInfo* info = setting.directory.find(party);
    if (info != nullptr && info->kind == PartyKind::municipality) return party;
  }
  return {};
}

Result<Reply> Ledger::Impl::apply(Arrival& arrival, Instant now) {
  Prepared& prepared = arrival.prepared;
  auto ask = ask_of(prepared, now);
  if (!ask) return ask.problem();

  auto met = meet(prepared.citizen);
  if (!met) return met.problem();
  const auto [citizen, is_new, recollected] = *met;
  Remembered& remembered = *recollected;

  EntryDraft draft;
  draft.entry = blank(message::EntryKind::message, citizen, now);
  const Stamp stamp{draft.entry.header.stamp, position + 1};
  std::vector<Fact>& facts = draft.entry.facts;
  std::optional<Record> opened;
  if (is_new) {
    facts.push_back(CitizenOpened{options.controller, residence_of(prepared)});
    evolve(opened.emplace(remembered.record), facts.back(), stamp);
  }
  const Record& before = opened ? *opened : remembered.record;

  if (auto* notify = std::get_if<NotifyStay>(&*ask)) {
    auto unseen = unseen_of(prepared, before);
    if (!unseen) return unseen.problem();
    notify->unseen = std::move(*unseen);
  }
  const bool is_named_anew = is_new || before.number_only;
  if (auto* measured = std::get_if<NotifyMeasured>(&*ask)) measured->text = is_named_anew ? 4 : 1;
  const Command command{prepared.message, stamp.at, arrival.door, std::move(*ask)};
  Decision decision = decide(before, command, setting);
  if (!decision.answer.ok()) {
    std::vector<Issue> issues = prepared.reading.issues;
    issues.push_back(
        {Severity::error, "", "record-" + std::string(word(decision.answer.refusal)),
         "the message could not be applied to this citizen's record now; somebody here has been told",
         "transient", "MSG_Mailbox_Out_Of_Operation"});
    return refuse(arrival, std::move(issues), message::Answer::transient_error, now);
  }
  const bool new_course = std::any_of(decision.facts.begin(), decision.facts.end(), [](const Fact& fact) {
    return std::holds_alternative<CourseOpened>(fact);
  });
  Record after = decision.after ? std::move(*decision.after) : Record(before);
  facts.insert(facts.end(), std::make_move_iterator(decision.facts.begin()),
               std::make_move_iterator(decision.facts.end()));
  auto note = [&](Fact fact) {
    evolve(after, fact, stamp);
    facts.push_back(std::move(fact));
  };
  if (is_named_anew || new_course) {  // a name may have changed since the last stay
    note(IdentityStated{});
    draft.texts = named_in(prepared.reading);
  }
  if (prepared.reading.observation) draft.texts.push_back(lines_of(*prepared.reading.observation));
  note(MessageApplied{prepared.message});

  auto is_sound = sound(after, remembered, "message", now);
  if (!is_sound) return is_sound.problem();
  if (!*is_sound) {
    std::vector<Issue> issues = prepared.reading.issues;
    issues.push_back(
        {Severity::error, "", "record-frozen",
         "the message would have broken a rule that must always hold; somebody here has been told",
         "transient", "MSG_Mailbox_Out_Of_Operation"});
    return refuse(arrival, std::move(issues), message::Answer::transient_error, now);
  }

  draft.entry.caller = arrival.door;
  draft.entry.command = prepared.message;
  draft.entry.message = note_of(prepared, message::Answer::ok, prepared.reading.issues);
  const std::string acknowledgement_id = draft.entry.message->acknowledgement_id;
  draft.body = std::move(prepared.packed);
  draft.content = std::move(prepared.kept);
  const auto [gaps_seen, gaps_filled] = gaps_in(facts);
  auto added = settle(std::move(draft), remembered, std::move(after));
  if (!added) return added.problem();
  remember(arrival, *added);
  if (is_new) keep_citizen(prepared.citizen, citizen);
  ++state.messages;
  state.gaps_seen += gaps_seen;
  state.gaps_filled += gaps_filled;

  Reply reply;
  reply.how = Reply::How::answered;
  reply.position = *added;
  reply.citizen = citizen;
  reply.message_answer = message::Answer::ok;
  reply.issues = prepared.reading.issues;
  acknowledge(reply, prepared, acknowledgement_id, *added, now);
  return reply;
}

}  // namespace klynge
