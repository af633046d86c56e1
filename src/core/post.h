#pragma once
// How a letter that goes out by the post fares (MedCom reliable messaging: governance pages 020, 040 and
// 043).
//
//   waiting -> awaiting -> acknowledged | in error
//
// Waiting: the transport has not taken it yet, or it is to go again. Who sent it is told once when nobody has
// taken it within `taken_within`; it goes on waiting, for as long as it takes. A door that refuses it as it
// is would refuse it the next time too: in error at once, and what waits behind it goes on. Awaiting: it was
// taken, and the other system has not said that it accepts it. No acknowledgement within `wait`: it goes
// again, the same letter in a new envelope, at most `resends` times. A negative one (fatal-error), or none
// after the last: in error, and somebody who sent it owes a look. A transient-error is no answer: the letter
// goes again when `wait` is over, and what comes later takes its place. Pure: the fold of the letter's facts,
// and the time.
#include "core/words.h"

namespace klynge {

enum class PostState : uint8_t { not_by_post = 0, waiting = 1, awaiting = 2, acknowledged = 3, in_error = 4 };
std::string_view word(PostState);  // "" "waiting" "awaiting" "acknowledged" "in-error"

// What the other system said of it: MedCom Acknowledgement 2.0.
enum class PostAnswer : uint8_t { none = 0, ok = 1, fatal_error = 2, transient_error = 3 };
std::string_view word(PostAnswer);  // "" "ok" "fatal-error" "transient-error"

struct Post {
  bool by_post = false;  // else nothing of what follows is said
  Instant posted;
  uint32_t wait_seconds = 0;  // for an acknowledgement, as the settings had it when it was sent
  uint8_t resends = 0;
  uint32_t taken_within_seconds = 0;
  uint8_t sendings = 0;  // that the transport took
  Instant delivered;     // the first of them
  Instant sent_last;     // the latest
  Instant again;         // somebody asked for it to go again
  Instant not_taken;     // the sender was told of it, since it was last to go
  uint16_t status = 0;   // of HTTP, with which the door refused it as it is
  PostAnswer answer = PostAnswer::none;
  Instant answered;
  Instant given_up;  // no answer came after the last resend
  bool operator==(const Post&) const = default;
};

PostState state_of(const Post& post);

struct PostStep {
  enum class What : uint8_t { nothing, send, give_up } what = What::nothing;
  Instant at;  // not before
};
PostStep next_step(const Post& post);

// When the sender is told that nobody has taken it yet; none: not at all, or told already.
Instant told_not_taken(const Post& post);

// Would the door that answered so refuse the same letter the next time too? 4xx, but for 408 and 429.
bool refuses_as_it_is(uint16_t status);

// May this answer take the place of what was answered before? A transient one gives way to any; ok and
// fatal-error stay.
bool may_follow(PostAnswer before, PostAnswer answer);

// After so many failures of the transport in a row: 2 s, doubled each time, at most 10 minutes.
Duration pause_after_failures(uint32_t failures);

}  // namespace klynge
