#pragma once
#include "agents/stages.hpp"
#include "agents/workspace.hpp"

#include <span>
#include <string>
#include <vector>

namespace trabecula {

/// A living piece of bone: places its cells, and takes them from step to step.
class TissueModel {
  public:
    TissueModel(ModelParams params, Tissue tissue);

    void step();

    const State& state() const { return work_.state; }
    const ModelParams& params() const { return work_.params; }
    const Workspace& workspace() const { return work_; }

    /// The state to be overwritten by a checkpoint; call `restored` afterwards.
    State& state_to_restore() { return work_.state; }
    void restored();

    double time_h() const { return work_.state.time_h; }
    std::size_t bytes_held() const;

  private:
    Workspace work_;
};

}  // namespace trabecula
