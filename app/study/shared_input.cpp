#include "app/study/shared_input.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

namespace trabecula {

namespace {

constexpr std::size_t most_shared_voxels = 4'000'000;

}  // namespace

void SharedInput::prepare(const std::string& arm_hash, const std::function<Scenario()>& scenario)
{
    if (!scenario_ || scenario_->hash != arm_hash) scenario_ = scenario();
    if (scenario_->hash != arm_hash)
        throw InputError("the scenario changed while the study ran; start the study again with --resume");
    const bool asked_again = asked_ && asked_ == scenario_->synthetic;
    if (!asked_again) bone_.reset();
    asked_ = scenario_->synthetic;
    if (asked_again && !bone_ && asked_->grid.size() <= most_shared_voxels)
        bone_ = ThreadLimit(1).run([&] { return make_synthetic_bone(*asked_); });
}

}  // namespace trabecula
