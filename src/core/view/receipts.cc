#include "core/view/receipts.h"

#include <algorithm>

namespace klynge {
namespace {

Receipt is_so(Instant at) {
  return {Receipt::Known::yes, at};
}

Receipt not_yet_where(bool visible) {
  return {visible ? Receipt::Known::not_yet : Receipt::Known::not_visible_here, {}};
}

constexpr std::string_view senders_own =
    "letter-not-received";  // letters.yaml: it says nothing of the receiver

}  // namespace

std::string_view word(Receipt::Known known) {
  switch (known) {
    case Receipt::Known::not_visible_here:
      return "not-visible-here";
    case Receipt::Known::not_yet:
      return "not-yet";
    case Receipt::Known::yes:
      return "yes";
  }
  return "unknown";
}

// A party that answers here has this list as its system: what stands on it is delivered and received. Of
// others nothing is known until they act. To hold by a rule is not to have said so.
Receipts receipts_of(const Duty& duty, const Directory& directory) {
  Receipts all;
  all.duty = duty.number;
  all.asked = duty.offer.has_value();
  all.to = all.asked ? duty.offer->to : duty.holder;
  const Instant since = all.asked ? duty.offer->made : duty.held_since;
  const bool said_yes = !all.asked && (duty.ground == Ground::accepted || duty.ground == Ground::taken);
  const bool by_phone = duty.phone.has_value();  // somebody else wrote down that they said yes
  const bool opened = !duty.reviewed.none() && duty.reviewed_by == all.to && duty.reviewed >= since;
  const bool here = directory.answers_here(all.to, since);
  const bool known = here || opened || (said_yes && !by_phone);
  all.delivered = all.received = known ? is_so(since) : not_yet_where(here);
  if (opened || said_yes)
    all.reviewed = is_so(said_yes ? since : duty.reviewed);
  else
    all.reviewed = not_yet_where(here);
  all.owned = said_yes ? is_so(since) : not_yet_where(here);
  return all;
}

std::vector<Receipts> receipts_of(const Record& record, const Directory& directory) {
  std::vector<Receipts> all;
  for (const Duty& duty : record.duties) {
    if (duty.open()) all.push_back(receipts_of(duty, directory));
  }
  return all;
}

// A letter that came to a party that answers here stands on its list. What carries our own letters away says
// more than is known here. An answer proves that it was read, wherever it is written; a letter is never owned
// by being answered.
Receipts receipts_of_letter(const Record& record, const Thread& thread, const Letter& letter,
                            const Directory& directory) {
  Receipts all;
  all.to = letter.to;
  const bool here = directory.answers_here(letter.to, letter.sent);
  all.delivered = all.received = here ? is_so(letter.sent) : not_yet_where(false);
  all.reviewed = all.owned = not_yet_where(here);
  if (const Post& post = letter.post; post.by_post) {
    all.delivered = post.delivered.none() ? not_yet_where(true) : is_so(post.delivered);
    all.received = post.answer == PostAnswer::ok ? is_so(post.answered) : not_yet_where(true);
  }
  for (const Duty* duty : record.all_duties()) {
    if (duty->cause != letter.message || duty->task == senders_own) continue;
    all.duty = duty->number;
    if (!duty->reviewed.none()) all.reviewed = is_so(duty->reviewed);
    if (!duty->open()) all.reviewed = is_so(duty->ended);
    if (duty->ground == Ground::accepted || duty->ground == Ground::taken)
      all.owned = is_so(duty->held_since);
  }
  for (const Letter& answer : thread.letters) {
    if (answer.answers != letter.message || !directory.same_organisation(answer.from, letter.to)) continue;
    for (Receipt* receipt : {&all.delivered, &all.received})
      if (receipt->known != Receipt::Known::yes) *receipt = is_so(answer.sent);
    all.reviewed = is_so(answer.sent);
    break;
  }
  return all;
}

}  // namespace klynge
