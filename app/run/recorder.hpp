#pragma once
#include "output/series.hpp"

#include "agents/observables.hpp"

#include <vector>

namespace trabecula {

/// Follows the observables of a run.
class Recorder {
  public:
    explicit Recorder(const TissueModel& model);

    /// Measures the present state; does nothing when its time is recorded already.
    void record(const TissueModel& model);
    TimeSeries& series() { return series_; }

    /// Goes on from what another run measured, which may have followed other observables: those that it did not are
    /// not a number until now.
    void take_over(const TimeSeries& earlier);

  private:
    /// From the series itself, which a checkpoint keeps: a resumed run gives the same numbers.
    Past past() const;

    std::vector<Observable> observables_;
    TimeSeries series_;
};

}  // namespace trabecula
