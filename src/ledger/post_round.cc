#include "ledger/post_round.h"

#include "ledger/post.h"
#include "ledger/rows.h"

namespace klynge {
namespace {

constexpr size_t page_rows = 200;

bool is_taken(uint16_t status) {
  return status >= 200 && status <= 299;
}

}  // namespace

PostRound::PostRound(Party to, bool as_xml, PostHands hands, seal::Sealer sealer, store::Contents* contents)
    : to_(to), as_xml_(as_xml), hands_(std::move(hands)), sealer_(std::move(sealer)), contents_(contents) {}

PostCount PostRound::go(store::Reader& reader) {
  count_ = {};
  const bool awake = hands_.now() >= not_before_;
  bool may_act = awake;
  std::optional<store::RowKey> after;
  for (;;) {
    auto rows = reader.rows(post_view, post_version, to_.sor, after, page_rows);
    if (!rows || rows->empty()) return count_;
    after = rows->back().key;
    for (const store::Row& stored : *rows) {
      const auto row = read_post_row(stored);
      if (!row) continue;
      const PostState state = state_of(row->post);
      count_.waiting += state == PostState::waiting;
      count_.awaiting += state == PostState::awaiting;
      count_.in_error += state == PostState::in_error;
      const PostStep step = next_step(row->post);
      if (!awake || step.what == PostStep::What::nothing || hands_.now() < step.at) continue;
      // To give up needs no receiver, so it waits behind no letter that cannot be delivered.
      if (step.what == PostStep::What::give_up)
        may_act = give_up(*row) && may_act;
      else
        may_act = may_act && hands_.can_write() && send(reader, *row, stored.changed);
      if (hands_.is_ending()) return count_;
      if (!may_act) say_not_taken(*row);  // and the others wait behind it
    }
  }
}

bool PostRound::rest() {
  not_before_ = hands_.now() + pause_after_failures(++failures_);
  return false;
}

void PostRound::trouble(const std::string& what) {
  if (std::exchange(said_, what) != what)
    hands_.log("event=post_trouble to=" + std::to_string(to_.sor) + " reason=\"" + what + "\"");
}

bool PostRound::give_up(const PostRow& row) {
  return hands_.tell(row, GiveUpLetter{row.message}) || rest();
}

// Whose time is up, the sender is to know, while it goes on waiting.
void PostRound::say_not_taken(const PostRow& row) {
  const Instant told = told_not_taken(row.post);
  if (!told.none() && told <= hands_.now()) (void)hands_.tell(row, NoteLetterNotTaken{row.message});
}

bool PostRound::send(store::Reader& reader, const PostRow& row, Position changed) {
  auto entry = entry_of_letter(reader, row.message, changed);
  auto letter = entry ? letter_out(reader, sealer_, *entry, contents_) : Result<LetterOut>(entry.problem());
  auto bytes = letter ? bytes_to_send(*letter, hands_.envelope_id(), hands_.now(), as_xml_)
                      : Result<Bytes>(letter.problem());
  if (!bytes) {  // erased since: it goes nowhere, and keeps nobody waiting
    trouble(bytes.problem().what);
    return bytes.problem().kind != Problem::Kind::not_now || rest();
  }
  auto carried = hands_.carry(letter->message_id, *bytes);
  const bool refused = carried && refuses_as_it_is(carried->status);
  if (!carried || !is_taken(carried->status)) {
    trouble(carried ? "the receiver answered " + std::to_string(carried->status) : carried.problem().what);
    ++count_.failures;
    // What waits behind one that is refused is another letter, and goes.
    return (refused && hands_.tell(row, NoteLetterNotTaken{row.message, carried->status})) || rest();
  }
  if (failures_ > 0) hands_.log("event=post_again to=" + std::to_string(to_.sor));
  ++count_.delivered;
  if (!hands_.tell(row, DeliverLetter{row.message})) return rest();  // it goes once more, in a while
  failures_ = 0;
  said_.clear();
  if (!carried->answer.empty()) hands_.hear(carried->answer);
  return true;
}

}  // namespace klynge
