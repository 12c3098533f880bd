#include "app/study/shared_input.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <fmt/format.h>

#include <string_view>

namespace trabecula {

namespace {

constexpr std::size_t most_shared_voxels = 16'000'000;  // of 4 to 12 bytes

/// It was right when the study was planned.
Scenario unchanged(const std::string& arm_hash, const std::function<Scenario()>& scenario)
{
    constexpr std::string_view remedy = "start the study again with --resume";
    try {
        Scenario read = scenario();
        if (read.hash == arm_hash) return read;
    } catch (const InputError& wrong) {
        throw InputError(fmt::format("the scenario changed while the study ran, and is wrong now: {}; mend it, and {}",
                                     wrong.what(), remedy));
    }
    throw InputError(fmt::format("the scenario changed while the study ran; {}", remedy));
}

}  // namespace

void SharedInput::prepare(const std::string& arm_hash, const std::function<Scenario()>& scenario)
{
    if (!scenario_ || scenario_->hash != arm_hash) scenario_ = unchanged(arm_hash, scenario);
    if (scenario_->well) {  // made in no time
        asked_.reset();
        bone_.reset();
        return;
    }
    const Source source{scenario_->synthetic, scenario_->tissue_file};
    const bool asked_again = asked_ == source;
    if (!asked_again) bone_.reset();
    asked_ = source;
    if (asked_again && !bone_ && grid_of(*scenario_).size() <= most_shared_voxels)
        bone_ = ThreadLimit(1).run([&] { return make_bone(*scenario_); });
}

}  // namespace trabecula
