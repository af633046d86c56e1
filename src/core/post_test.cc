#include "core/post.h"

#include <gtest/gtest.h>

namespace klynge {
namespace {

constexpr Instant noon{1'800'000'000'000'000};

Post posted(uint8_t sendings) {
  Post post;
  post.by_post = true;
  post.wait_seconds = 1800;
  post.resends = 2;
  post.sendings = sendings;
  if (sendings > 0) post.delivered = post.sent_last = noon;
  return post;
}

TEST(Post, GoesAtOnceThenTwiceMoreAndIsThenGivenUp) {
  EXPECT_EQ(next_step(posted(0)).what, PostStep::What::send);
  EXPECT_TRUE(next_step(posted(0)).at.none());
  for (uint8_t sendings = 1; sendings <= 2; ++sendings) {
    EXPECT_EQ(next_step(posted(sendings)).what, PostStep::What::send) << int{sendings};
    EXPECT_EQ(next_step(posted(sendings)).at, noon + minutes(30));
    EXPECT_EQ(state_of(posted(sendings)), PostState::awaiting);
  }
  EXPECT_EQ(next_step(posted(3)).what, PostStep::What::give_up);
  EXPECT_EQ(next_step(posted(3)).at, noon + minutes(30));
  Post over = posted(3);
  over.given_up = noon + minutes(30);
  EXPECT_EQ(state_of(over), PostState::in_error);
  EXPECT_EQ(next_step(over).what, PostStep::What::nothing);
}

TEST(Post, WithoutResendsItIsGivenUpAfterTheFirst) {
  Post post = posted(1);
  post.resends = 0;
  EXPECT_EQ(next_step(post).what, PostStep::What::give_up);
}

TEST(Post, AnAnswerEndsItButATransientOneDoesNot) {
  for (const auto& [answer, state] : {std::pair{PostAnswer::ok, PostState::acknowledged},
                                      {PostAnswer::fatal_error, PostState::in_error},
                                      {PostAnswer::transient_error, PostState::awaiting}}) {
    Post post = posted(1);
    post.answer = answer;
    EXPECT_EQ(state_of(post), state) << word(answer);
  }
}

TEST(Post, OnlyATransientAnswerGivesWay) {
  using enum PostAnswer;
  for (const PostAnswer later : {ok, fatal_error, transient_error}) {
    EXPECT_TRUE(may_follow(none, later));
    EXPECT_TRUE(may_follow(transient_error, later));
    EXPECT_FALSE(may_follow(ok, later));
    EXPECT_FALSE(may_follow(fatal_error, later));
  }
}

TEST(Post, SomebodyAsksForItAgain) {
  Post post = posted(3);
  post.given_up = noon + minutes(30);
  post.again = noon + hours(1);
  EXPECT_EQ(state_of(post), PostState::waiting);
  EXPECT_EQ(next_step(post).what, PostStep::What::send);
  post.sent_last = noon + hours(1);
  EXPECT_EQ(state_of(post), PostState::in_error) << "until its facts say otherwise";
}

TEST(Post, WhatNobodyTakesTheSenderIsToldOnceAndItGoesOnWaiting) {
  Post post = posted(0);
  post.posted = noon;
  post.taken_within_seconds = 4 * 3600;
  EXPECT_EQ(told_not_taken(post), noon + hours(4));
  post.not_taken = noon + hours(4);
  EXPECT_TRUE(told_not_taken(post).none());
  EXPECT_EQ(state_of(post), PostState::waiting);
  EXPECT_EQ(next_step(post).what, PostStep::What::send);
}

TEST(Post, AResendThatNobodyTakesIsToldOfToo) {
  Post post = posted(1);
  post.taken_within_seconds = 4 * 3600;
  EXPECT_EQ(told_not_taken(post), noon + minutes(30) + hours(4));
  EXPECT_TRUE(told_not_taken(posted(3)).none()) << "that one is given up";
  post.answer = PostAnswer::ok;
  EXPECT_TRUE(told_not_taken(post).none());
}

TEST(Post, ADoorThatRefusesItAsItIsIsNotAskedAgain) {
  for (const int status : {400, 401, 403, 404, 409, 413, 422, 499})
    EXPECT_TRUE(refuses_as_it_is(static_cast<uint16_t>(status))) << status;
  for (const int status : {200, 302, 399, 408, 429, 500, 503})
    EXPECT_FALSE(refuses_as_it_is(static_cast<uint16_t>(status))) << status;
  Post post = posted(0);
  post.not_taken = noon;
  post.status = 400;
  EXPECT_EQ(state_of(post), PostState::in_error);
  EXPECT_EQ(next_step(post).what, PostStep::What::nothing);
  EXPECT_TRUE(told_not_taken(post).none());
  post.answer = PostAnswer::ok;
  EXPECT_EQ(state_of(post), PostState::acknowledged) << "it had it all the same";
}

TEST(Post, PausesGrowToTenMinutes) {
  EXPECT_EQ(pause_after_failures(1), seconds(2));
  EXPECT_EQ(pause_after_failures(2), seconds(4));
  for (uint32_t n = 1; n < 40; ++n) EXPECT_LE(pause_after_failures(n), pause_after_failures(n + 1));
  EXPECT_EQ(pause_after_failures(40), minutes(10));
}

}  // namespace
}  // namespace klynge
