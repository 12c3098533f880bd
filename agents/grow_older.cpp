#include "agents/stages.hpp"

#include "core/parallel.hpp"

namespace trabecula {

void grow_older(Workspace& work)
{
    work.state.step = StepIndex{raw(work.state.step) + 1};
    work.state.time_h = raw(work.state.step) * work.step_h();
    const auto step_h = static_cast<float>(work.step_h());
    for (Population& cells : work.state.populations) {
        const auto age_h = cells.table[cells.age_h];
        for_blocks(age_h.size(), 65536, [&](std::size_t begin, std::size_t end) {
            for (std::size_t row = begin; row < end; ++row) age_h[row] += step_h;
        });
    }
}

}  // namespace trabecula
