#pragma once
// The life of a made-up cluster, for people to look at: some two hundred citizens who fall ill, are admitted,
// wait, come home and are visited; and the people of wards, municipalities and practices, who take, refuse,
// forget and do what they owe. What hospitals say comes as the bytes of messages, read as those at the front
// door are; what people do comes as verbs. Nothing here decides about care: the ledger's rules do, and so
// silences, ladders and passes happen by themselves.
//
// The same seed and the same moments asked for make the same records, octet for octet, on any machine, as
// long as the secrets are the same and nobody else acts: chance is a Dice of the life's, of each citizen's
// and of nobody else's, and everything happens at its own moment, not when somebody gets to it.
//
// The life starts two weeks before `begins`, so that whoever comes then finds everybody in the middle of
// things. One thread at a time.
#include <functional>
#include <map>
#include <memory>
#include <set>

#include "ledger/ledger.h"
#include "simulate/cluster.h"
#include "simulate/people.h"

namespace klynge::simulate {

inline constexpr size_t people_in_cluster = 204;

class Life {
 public:
  // Setting and secrets outlive the life; a cluster has to be in the directory (cluster_of).
  Life(uint64_t seed, const Setting& setting, const seal::Secrets& secrets);
  ~Life();

  static Instant opens();   // the first moment of the two weeks
  static Instant begins();  // Tuesday 17 November 2026, 08:00 in Denmark

  Instant now() const;
  // All that happens until that moment, each at its own. Problem: the ledger's; try again later.
  Result<> live(Ledger& ledger, Instant until);
  // As far as the next thing that is written down, but for two days at most.
  Result<> live_on(Ledger& ledger);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace klynge::simulate
