#pragma once
#include "agents/begin_columns.hpp"
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

    /// The same where the state was saved by a run of another scenario; `lacking` are the columns that it did not have.
    /// @return those of them that have no beginning (begin_columns.hpp); the model is then not to be used
    std::vector<ColumnName> adopted(std::span<const ColumnName> lacking);

    double time_h() const { return work_.state.time_h; }
    std::size_t bytes_held() const;

  private:
    Workspace work_;
};

}  // namespace trabecula
