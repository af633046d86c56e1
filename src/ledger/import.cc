// Rosters and logs: what somebody brings in a file, one citizen or one row at a time (ledger/import_file.h
// reads the file). Decided and kept as a message is; what is known already adds no entry.
#include <algorithm>
#include <iterator>

#include "ledger/ledger_impl.h"

namespace klynge {
namespace {

Reply answered_reply(CitizenNumber citizen, Position at) {
  Reply reply;
  reply.how = Reply::How::answered;
  reply.citizen = citizen;
  reply.position = at;
  return reply;
}

Reply refused_reply(Refusal refusal) {
  Reply reply;
  reply.how = Reply::How::answered;
  reply.answer.refusal = refusal;
  return reply;
}

// The first facts of a citizen nobody has told of before.
void introduce(EntryDraft& draft, uint64_t controller, Party municipality, const std::string& cpr) {
  draft.entry.facts = {CitizenOpened{controller, municipality}, IdentityStated{true}};
  draft.texts = {cpr, {}, {}};
}

message::Organisation unit(Party party) {
  message::Organisation organisation;
  organisation.sor = std::to_string(party.sor);
  return organisation;
}

}  // namespace

Result<Ledger::Impl::Met> Ledger::Impl::meet(const Key& cpr) {
  auto known = citizen_of(cpr);
  if (!known) return known.problem();
  Met met;
  met.is_new = !known->has_value();
  met.citizen = met.is_new ? last_citizen + 1 : **known;
  auto recollected = recollect(met.citizen);
  if (!recollected) return recollected.problem();
  met.remembered = *recollected;
  return met;
}

void Ledger::Impl::keep_citizen(const Key& cpr, CitizenNumber citizen) {
  last_citizen = citizen;
  Bytes number;
  put_u64(number, citizen);
  batch.meta.emplace_back("last_citizen", std::move(number));
  batch.names.push_back(
      {space::citizen, Bytes(reinterpret_cast<const char*>(cpr.octets.data()), 16), citizen});
  new_citizens[cpr] = citizen;
}

Result<Reply> Ledger::Impl::take(Request& request, Instant now) {
  if (auto* file = std::get_if<TakeFile>(&request)) return take_file(*file, now);
  if (auto* cases = std::get_if<TakeCases>(&request)) return take_cases(*cases, now);
  if (auto* note = std::get_if<TakeNote>(&request)) return take_note(*note, now);
  if (auto* asked = std::get_if<AskWhetherKept>(&request)) return would_keep(*asked);
  return act(std::get<Act>(request), now);
}

Result<Reply> Ledger::Impl::take_file(const TakeFile& request, Instant now) {
  EntryDraft draft;
  draft.entry = blank(message::EntryKind::installation, 0, now);
  draft.entry.caller = request.caller;
  draft.entry.facts.push_back(request.file);
  auto added = add(std::move(draft));
  if (!added) return added.problem();
  return answered_reply(0, *added);
}

Result<Reply> Ledger::Impl::take_cases(const TakeCases& request, Instant now) {
  const Key cpr = request.citizen != 0 ? Key{} : seal::keyed(secrets, "cpr", request.cpr);
  Met met{request.citizen, false, nullptr};
  if (request.citizen == 0) {
    auto found = meet(cpr);
    if (!found) return found.problem();
    met = *found;
  } else {
    auto recollected = recollect_joined(request.citizen);
    if (!recollected) return recollected.problem();
    met.remembered = *recollected;
    met.citizen = met.remembered->record.citizen;
  }
  EntryDraft draft;
  draft.entry = blank(message::EntryKind::command, met.citizen, now);
  const Stamp stamp{draft.entry.header.stamp, position + 1};
  Decision decision = decide(met.remembered->record,
                             Command{Key{}, stamp.at, request.caller, request.said, stamp.position}, setting);
  if (!decision.answer.ok()) return refused_reply(decision.answer.refusal);
  if (decision.facts.empty()) return answered_reply(met.citizen, 0);

  std::vector<Fact>& facts = draft.entry.facts;
  // Where notifications go, the first one will say.
  if (met.is_new) introduce(draft, options.controller, Party{}, request.cpr);
  facts.insert(facts.end(), std::make_move_iterator(decision.facts.begin()),
               std::make_move_iterator(decision.facts.end()));
  Record after = met.remembered->record;
  evolve(after, facts, stamp);
  auto is_sound = sound(after, *met.remembered, "roster", now);
  if (!is_sound) return is_sound.problem();
  if (!*is_sound) return refused_reply(Refusal::frozen);
  draft.entry.caller = request.caller;
  draft.entry.answer = decision.answer;
  auto added = settle(std::move(draft), *met.remembered, std::move(after));
  if (!added) return added.problem();
  if (met.is_new) keep_citizen(cpr, met.citizen);
  return answered_reply(met.citizen, *added);
}

Result<Reply> Ledger::Impl::take_note(TakeNote& request, Instant now) {
  auto before = find(messages, request.said.message, &message::MessageNote::id);
  if (!before) return before.problem();
  if (before->found != 0) {
    Reply reply = answered_reply(0, before->found);
    reply.repeated = true;
    return reply;
  }
  const Key cpr = seal::keyed(secrets, "cpr", request.cpr);
  auto kept = may_be_kept(cpr, request.said.event_at);
  if (!kept) return kept.problem();
  if (!*kept) {  // not even that it was there: the file still has it, when a basis comes
    Reply reply = answered_reply(0, 0);
    reply.without_basis = true;
    return reply;
  }
  if (auto learned = learn_party(unit(request.said.sender), PartyKind::hospital, now); !learned)
    return learned.problem();
  auto met = meet(cpr);
  if (!met) return met.problem();

  EntryDraft draft;
  draft.entry = blank(message::EntryKind::message, met->citizen, now);
  const Stamp stamp{draft.entry.header.stamp, position + 1};
  std::vector<Fact>& facts = draft.entry.facts;
  Record opened = met->remembered->record;
  if (met->is_new) {
    introduce(draft, options.controller, request.said.municipality, request.cpr);
    evolve(opened, facts, stamp);
  }
  message::MessageNote note;
  note.id = draft.entry.command = request.said.message;
  note.sender = request.said.sender;
  note.receiver = request.said.municipality;
  note.type = "LOG " + request.type;
  note.sent = request.said.event_at;
  draft.entry.message = std::move(note);
  Decision decision = decide(
      opened, Command{draft.entry.command, stamp.at, request.caller, std::move(request.said), stamp.position},
      setting);
  if (!decision.answer.ok()) return refused_reply(decision.answer.refusal);
  facts.insert(facts.end(), decision.facts.begin(), decision.facts.end());
  facts.push_back(MessageApplied{draft.entry.command});
  Record after = decision.after ? std::move(*decision.after) : std::move(opened);
  auto is_sound = sound(after, *met->remembered, "log", now);
  if (!is_sound) return is_sound.problem();
  if (!*is_sound) return refused_reply(Refusal::frozen);
  draft.entry.caller = request.caller;
  auto added = settle(std::move(draft), *met->remembered, std::move(after));
  if (!added) return added.problem();
  messages.put(before->slot, *added);
  if (met->is_new) keep_citizen(cpr, met->citizen);
  ++state.messages;
  return answered_reply(met->citizen, *added);
}

}  // namespace klynge
