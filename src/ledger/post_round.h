#pragma once
// One receiver's letters, gone through once: what is to be sent, sent again, given up or told of (core/post.h
// says when). It carries nothing itself and never waits; who owns it says how (server/post_office.h) and
// calls again. One thread.
//
// A receiver gets its letters in the order they were sent: one that the transport does not take (refused
// connection, 5xx, silence) is tried again, with growing pauses, before the next is tried at all; one that
// its door refuses as it is (4xx) is the sender's to see to, and keeps nobody waiting. To give one up asks
// nothing of the receiver, and so waits behind nothing. What the transport
// took is written down before anything else is done with it; a stop between the two sends it once more, under
// the same MessageHeader.id in a new envelope, so that the receiver can drop it.
#include <functional>

#include "core/command.h"
#include "core/view/post_list.h"
#include "ledger/seal/seal.h"
#include "store/store.h"

namespace klynge {

struct Carried {
  uint16_t status = 200;  // of HTTP: 2xx is the transport's yes
  Bytes answer;           // what came back with it
};

struct PostHands {  // what a round asks of others
  // Problem: nobody took it.
  std::function<Result<Carried>(View message_id, View letter)> carry;
  // Has the ledger done it? False: it was not written down, or the record does not take it.
  std::function<bool(const PostRow& row, Ask ask)> tell;
  std::function<void(View answer)> hear;  // a message that came in with a yes
  std::function<std::string()> envelope_id;
  std::function<Instant()> now;
  std::function<void(const std::string& event)> log;
  // False: what a reader sees now may be lost yet, after a sync that failed, and is not sent.
  std::function<bool()> can_write;
  std::function<bool()> is_ending;
};

struct PostCount {
  uint64_t waiting = 0, awaiting = 0, in_error = 0;  // as they were found
  uint64_t delivered = 0, failures = 0;              // of this time
};

class PostRound {
 public:
  PostRound(Party to, bool as_xml, PostHands hands, seal::Sealer sealer, store::Contents* contents);
  PostCount go(store::Reader& reader);

 private:
  // False: nothing more goes there for a while.
  bool send(store::Reader& reader, const PostRow& row, Position changed);
  bool give_up(const PostRow& row);
  void say_not_taken(const PostRow& row);
  bool rest();
  void trouble(const std::string& what);

  const Party to_;
  const bool as_xml_;
  const PostHands hands_;
  seal::Sealer sealer_;
  store::Contents* const contents_;
  PostCount count_;
  uint32_t failures_ = 0;  // of the transport, in a row
  Instant not_before_;     // the next try
  std::string said_;       // the last trouble that was logged
};

}  // namespace klynge
