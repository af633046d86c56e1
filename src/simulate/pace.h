#pragma once
// How fast a made-up life goes: so many times real time from a moment on, or standing still. Real time comes
// from whoever asks (microseconds of any steady clock). Pure; one thread at a time.
#include "base/time.h"

namespace klynge::simulate {

class Pace {
 public:
  Pace(Instant from, int times, int64_t real_us) : from_(from), times_(times), since_us_(real_us) {}

  // Where the life should be by now.
  Instant at(int64_t real_us) const {
    return paused_ ? from_ : Instant{from_.us + (real_us - since_us_) * times_};
  }
  int times() const { return times_; }
  bool paused() const { return paused_; }
  void pause(bool paused, int64_t real_us) {
    be_at(at(real_us), real_us);
    paused_ = paused;
  }
  // From here on: after a step, or when the life could not keep up.
  void be_at(Instant at, int64_t real_us) {
    from_ = at;
    since_us_ = real_us;
  }

 private:
  Instant from_;
  int times_ = 1;
  int64_t since_us_ = 0;
  bool paused_ = false;
};

}  // namespace klynge::simulate
