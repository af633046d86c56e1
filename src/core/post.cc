#include "core/post.h"

#include <algorithm>

namespace klynge {

std::string_view word(PostState state) {
  switch (state) {
    case PostState::not_by_post:
      return "";
    case PostState::waiting:
      return "waiting";
    case PostState::awaiting:
      return "awaiting";
    case PostState::acknowledged:
      return "acknowledged";
    case PostState::in_error:
      return "in-error";
  }
  return "";
}

std::string_view word(PostAnswer answer) {
  switch (answer) {
    case PostAnswer::none:
      return "";
    case PostAnswer::ok:
      return "ok";
    case PostAnswer::fatal_error:
      return "fatal-error";
    case PostAnswer::transient_error:
      return "transient-error";
  }
  return "";
}

namespace {

bool asked_again(const Post& post) {
  return !post.again.none() && (post.sent_last.none() || post.sent_last < post.again);
}

}  // namespace

PostState state_of(const Post& post) {
  if (!post.by_post) return PostState::not_by_post;
  if (post.answer == PostAnswer::ok) return PostState::acknowledged;
  if (post.answer == PostAnswer::fatal_error || post.status != 0) return PostState::in_error;
  if (post.sendings == 0 || asked_again(post)) return PostState::waiting;
  return post.given_up.none() ? PostState::awaiting : PostState::in_error;
}

PostStep next_step(const Post& post) {
  switch (state_of(post)) {
    case PostState::not_by_post:
    case PostState::acknowledged:
    case PostState::in_error:
      return {};
    case PostState::waiting:
      return {PostStep::What::send, std::max(post.posted, post.again)};
    case PostState::awaiting:
      break;
  }
  const bool once_more = post.sendings <= post.resends;
  return {once_more ? PostStep::What::send : PostStep::What::give_up,
          post.sent_last + seconds(post.wait_seconds)};
}

Instant told_not_taken(const Post& post) {
  const PostStep step = next_step(post);
  if (step.what != PostStep::What::send || !post.not_taken.none()) return {};
  return step.at + seconds(post.taken_within_seconds);
}

bool refuses_as_it_is(uint16_t status) {
  return status >= 400 && status <= 499 && status != 408 && status != 429;
}

bool may_follow(PostAnswer before, PostAnswer answer) {
  if (answer == PostAnswer::none) return false;
  return before == PostAnswer::none || before == PostAnswer::transient_error;
}

Duration pause_after_failures(uint32_t failures) {
  constexpr Duration longest = minutes(10);
  if (failures >= 9) return longest;
  return std::min(seconds(int64_t{1} << failures), longest);
}

}  // namespace klynge
